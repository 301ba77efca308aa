import { mkdirSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureDatabases } from '../postgres/databases.mjs';
import { startPostgres } from '../postgres/server.mjs';
import { describeFailure } from '../system/refusal.mjs';
import { step } from '../system/step.mjs';
import { buildWhenChanged } from './build.mjs';
import { installDependencies } from './dependencies.mjs';
import { endLeftOvers, forgetProcesses } from './left-overs.mjs';
import { lockDirectory } from './lock.mjs';
import { chooseSecrets, loadSecrets } from './secrets.mjs';
import { requireFreePorts, serverEnvironment, startServer, waitUntilReady } from './servers.mjs';
import { readSettings } from './settings.mjs';
import { prepareDatabases, setUp } from './set-up.mjs';
import { describeReady } from './summary.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Brings everything up, waits for Ctrl-C or for a part that fails, and takes everything down again.
 * @returns {Promise<number>} the exit code: 0 after Ctrl-C
 */
export async function launch() {
  const stopping = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => stopping.abort());
  }
  /** What is to be taken down, the last first. @type {(() => void | Promise<void>)[]} */
  const takeDown = [];
  try {
    const parts = await bringUp(stopping.signal, takeDown);
    return await waitForEnd(parts, stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    console.error(`\n${describeFailure(error)}`);
    return 1;
  } finally {
    if (takeDown.length > 1) console.log(stopping.signal.aborted ? '\nStopping …' : 'Stopping everything …');
    for (const stop of takeDown.reverse()) await stop();
    if (stopping.signal.aborted) console.log('Stopped.');
  }
}

/**
 * @param {AbortSignal} signal
 * @param {(() => void | Promise<void>)[]} takeDown
 * @returns {Promise<Part[]>}
 */
async function bringUp(signal, takeDown) {
  const settings = readSettings(process.env, root);
  const dataDir = await takeDataDirectory(settings, takeDown);
  await step('Dependencies', () => installDependencies(root, signal));
  const { part: database, urls } = await bringUpDatabase(settings, dataDir, takeDown);
  const secrets = loadSecrets(dataDir);
  const site = settings.servers.find((server) => server.role === 'site') ?? null;
  const servers = settings.servers.map((server) => {
    const given = { server, host: settings.host, dataDir, databaseUrl: urls[server.role] ?? '' };
    const own = chooseSecrets(server, server.role === 'central' ? site : null, secrets[server.role]);
    return { server, environment: serverEnvironment({ ...given, secrets: own }, process.env) };
  });
  await step('Migrations', () => prepareDatabases(root, servers, signal));
  await step('Build', (note) => buildWhenChanged({ root, logFile: `${dataDir}/build.log`, signal, note }));
  const done = await step('Set-up', () => undefined ?? '');
  return [];
}
