import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure } from '../system/refusal.mjs';
import { stopOnSignals } from '../system/signals.mjs';
import { formatSeconds, step } from '../system/step.mjs';
import { buildWhenChanged } from './build.mjs';
import { startDatabases } from './databases.mjs';
import { installDependencies } from './dependencies.mjs';
import { endLeftOvers, forgetProcesses } from './left-overs.mjs';
import { lockDirectory } from './lock.mjs';
import { migrateDatabases, setUp } from './programs.mjs';
import { configureServers } from './server-environment.mjs';
import { requireFreePorts, startServer, waitUntilReady } from './servers.mjs';
import { readSettings } from './settings.mjs';
import { describeAccounts, describeReady } from './summary.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Something that runs until it is stopped; its end by itself ends everything.
 * @typedef {{ name: string, ended: Promise<number>, lastWords: () => string }} Part
 * What is to be taken down, in reverse order.
 * @typedef {(() => void | Promise<void>)[]} TakeDown
 */

/**
 * Brings everything up, waits for Ctrl-C or for a part that ends, and takes everything down again.
 * @returns {Promise<number>} the exit code: 0 after Ctrl-C
 */
export async function launch() {
  const stopping = new AbortController();
  stopOnSignals(stopping);
  /** @type {TakeDown} */
  const takeDown = [];
  try {
    const parts = await bringUp(stopping.signal, takeDown);
    return await waitForEnd(parts, stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    console.error(`\n${describeFailure(error)}`);
    return 1;
  } finally {
    if (stopping.signal.aborted) console.log('\nStopping …');
    for (const stop of takeDown.reverse()) await stop();
    if (stopping.signal.aborted) console.log('Stopped.');
  }
}

/**
 * @param {AbortSignal} signal
 * @param {TakeDown} takeDown
 * @returns {Promise<Part[]>}
 */
async function bringUp(signal, takeDown) {
  const startedMs = Date.now();
  const settings = await takeDataDirectory(readSettings(process.env, root), takeDown);
  const { dataDir, host } = settings;
  await step('Dependencies', () => installDependencies(root, signal));
  const databases = await startDatabases({ root, settings, takeDown, signal });
  const servers = configureServers(settings, databases.urls);
  await step('Migrations', () => migrateDatabases({ root, servers, signal }));
  await step('Build', (note) => buildWhenChanged({ root, logFile: path.join(dataDir, 'build.log'), signal, note }));
  const accounts = await setUp({ root, settings, servers, signal });
  try {
    const running = servers.map((server) => startServer({ root, dataDir, host, ...server }));
    takeDown.push(async () => {
      await Promise.all(running.map((server) => server.stop()));
      forgetProcesses(dataDir);
    });
    await step('Servers', async () => {
      await Promise.all(running.map((server) => waitUntilReady(server, signal)));
      return `${running.map((server) => server.name).join(' and ')} ready`;
    });
    for (const server of running) server.showErrors();
    console.log(describeReady(settings, formatSeconds(Date.now() - startedMs)));
    return [...databases.parts, ...running];
  } finally {
    // Also when a server does not come up: a generated password is shown this once.
    console.log(describeAccounts(settings, accounts));
  }
}

/**
 * Makes the data directory ours alone and clears away what a killed start left.
 * @param {import('./settings.mjs').Settings} settings
 * @param {TakeDown} takeDown
 */
async function takeDataDirectory(settings, takeDown) {
  // Others may pass, to their own part of it, and not look around.
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o711 });
  const dataDir = realpathSync(settings.dataDir);
  const lock = lockDirectory(dataDir);
  takeDown.push(() => lock.release());
  for (const note of settings.notes) console.log(note);
  const ended = await endLeftOvers(dataDir);
  if (ended.length > 0)
    console.log(`Servers that an earlier start had left running were stopped: ${ended.join(', ')}.`);
  await requireFreePorts(settings);
  return { ...settings, dataDir };
}

/**
 * @param {Part[]} parts
 * @param {AbortSignal} signal
 * @returns {Promise<number>}
 */
async function waitForEnd(parts, signal) {
  const stopped = new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  const ends = parts.map(async (part) => ({ part, code: await part.ended }));
  const first = signal.aborted ? null : await Promise.race([stopped, ...ends]);
  if (first === null) return 0;
  const { part, code } = /** @type {{ part: Part, code: number }} */ (first);
  console.error(
    `\n${part.lastWords()}\n\nThe ${part.name} ended by itself (exit code ${code}): everything is stopped.`,
  );
  return code || 1;
}
