import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { followErrors, openLog, readLogTail } from '../system/log-file.mjs';
import { describeListener, probePort } from '../system/ports.mjs';
import { endProcess, recordOf } from '../system/processes.mjs';
import { Refusal, Stopped } from '../system/refusal.mjs';
import { rememberProcess } from './left-overs.mjs';

/**
 * @typedef {object} RunningServer
 * @property {string} name
 * @property {string} localUrl
 * @property {Promise<number>} ended its exit code, once it has ended
 * @property {() => Promise<void>} stop
 * @property {() => string} lastWords
 * @property {() => void} showErrors from now on, beside the log
 */

/**
 * @param {import('./settings.mjs').Settings} settings
 * @throws {Refusal} that says who has the port and what to do
 */
export async function requireFreePorts({ servers, host }) {
  for (const { port, portVariable } of servers) {
    const code = await probePort(port, host);
    if (code === null) continue;
    if (code === 'EACCES')
      throw new Refusal(`Only root may listen on port ${port}: choose another with ${portVariable}=…`);
    if (code !== 'EADDRINUSE')
      throw new Refusal(`Nothing can listen on ${host}:${port} (${code}). Check HOST and ${portVariable}.`);
    const holder = describeListener(port) ?? 'another process';
    throw new Refusal(
      `Port ${port} is taken by ${holder}. Stop that, or choose another: ${portVariable}=${port + 1000} npm start`,
    );
  }
}

/**
 * Starts a server whose output goes to DATA_DIR/ROLE.log; errors in it are shown as well.
 * @param {{ root: string, dataDir: string, host: string, server: import('./settings.mjs').ServerSettings,
 *   environment: NodeJS.ProcessEnv }} context
 * @returns {RunningServer}
 */
export function startServer({ root, dataDir, host, server, environment }) {
  mkdirSync(path.join(dataDir, server.role), { recursive: true, mode: 0o700 });
  const logFile = path.join(dataDir, `${server.role}.log`);
  const log = openLog(logFile);
  const from = statSync(logFile).size;
  const child = spawn(
    process.execPath,
    [
      ...[path.join('node_modules', 'next', 'dist', 'bin', 'next'), 'start', '-H', host, '-p', String(server.port)],
      ...['--keepAliveTimeout', '65000'],
    ],
    // A group of its own: Ctrl-C reaches the launcher alone, which stops everything in order.
    { cwd: root, env: environment, stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  const record = child.pid ? recordOf(child.pid) : null;
  if (child.pid) rememberProcess(dataDir, server.role, child.pid);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
  return {
    name: server.role === 'central' ? 'central server' : 'site',
    localUrl: server.localUrl,
    ended,
    lastWords: () => readLogTail(logFile, from, 20),
    showErrors: () => {
      const errors = followErrors(logFile, (line) => console.error(`[${server.role}] ${line}`));
      ended.then(() => errors.close());
    },
    stop: async () => {
      if (!record) return;
      const signals = /** @type {[NodeJS.Signals, number][]} */ ([['SIGTERM', 4000]]);
      if (!(await endProcess(record, signals))) await endProcess(record, [['SIGKILL', 1000]], { group: true });
    },
  };
}

/**
 * Waits until the server says that it is ready.
 * @param {RunningServer} running
 * @param {AbortSignal} signal
 */
export async function waitUntilReady(running, signal) {
  const state = { ended: false, answer: 'no answer' };
  running.ended.then(() => {
    state.ended = true;
  });
  const endMs = Date.now() + 60_000;
  while (!state.ended && Date.now() < endMs) {
    if (signal.aborted) throw new Stopped();
    try {
      const response = await fetch(`${running.localUrl}/api/health/ready`, { signal: AbortSignal.timeout(5000) });
      if (response.ok) return;
      state.answer = `status ${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch {
      state.answer = 'no answer';
    }
    await sleep(100);
  }
  const what = state.ended ? 'ended at once' : `is not ready after 60 s (${state.answer})`;
  throw new Refusal(`The ${running.name} ${what}:\n${running.lastWords()}`);
}
