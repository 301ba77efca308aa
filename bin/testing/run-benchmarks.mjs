import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenChanged } from '../launch/build.mjs';
import { installDependencies } from '../launch/dependencies.mjs';
import { lockDirectory } from '../launch/lock.mjs';
import { startPostgres } from '../postgres/server.mjs';
import { describeFailure, Refusal, Stopped } from '../system/refusal.mjs';
import { stopOnSignals } from '../system/signals.mjs';
import { step } from '../system/step.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const directory = path.join(root, 'tests', 'bench');

/** Those that start the real server, as `npm start` builds it. */
const needBuild = ['sync', 'load', 'lists', 'instances'];

/** Those that run packages of npm beside us. */
const needPeers = ['sync', 'import', 'pages'];

/**
 * Runs one benchmark or all of them, each in a process of its own, on a Postgres that is durable as in production.
 * The last line of each is its result as JSON.
 * @param {string[]} args a name, then options (`--pairs 5 --records 100000 --minutes 10 --seed 1 --server next|routes`,
 *   `--small`, `--database URL`)
 * @returns {Promise<number>} the exit code
 */
export async function runBenchmarks(args) {
  const stopping = new AbortController();
  stopOnSignals(stopping);
  /** @type {(() => void | Promise<void>)[]} */
  const takeDown = [];
  let code = 0;
  try {
    const { names, databaseUrl, options } = readArguments(args);
    let serverUrl = databaseUrl ?? '';
    await step('Database', async (note) => {
      if (databaseUrl) return 'the one that was given';
      const postgres = await startOwnPostgres(takeDown, note);
      serverUrl = postgres.adminUrl;
      return postgres.summary;
    });
    if (names.some((name) => needPeers.includes(name))) {
      await step('Peers', () => installDependencies(directory, stopping.signal));
    }
    if (names.some((name) => needBuild.includes(name)) && !options.includes('routes')) {
      const logFile = path.join(root, '.test-data', 'build.log');
      await step('Build', (note) => buildWhenChanged({ root, logFile, signal: stopping.signal, note }));
    }
    for (const name of names) code ||= await runBenchmark(name, options, serverUrl, stopping.signal);
    if (stopping.signal.aborted) throw new Stopped();
  } catch (error) {
    console.error(stopping.signal.aborted ? 'Stopped before the end.' : describeFailure(error));
    code = 1;
  }
  for (const stop of takeDown.reverse()) await stop();
  return code;
}

/** @param {string[]} args */
function readArguments(args) {
  const known = readdirSync(directory).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []));
  const at = args.indexOf('--database');
  const databaseUrl = at === -1 ? process.env.TEST_DATABASE_URL : args[at + 1];
  const rest = at === -1 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  const [name, ...options] = rest[0]?.startsWith('--') ? [undefined, ...rest] : rest;
  if (name !== undefined && !known.includes(name)) {
    throw new Refusal(`"${name}" is no benchmark: say ${known.join(', ')}, or nothing for all.`);
  }
  return { names: name === undefined ? known : [name], databaseUrl, options };
}

/**
 * A Postgres for the benchmarks alone: fresh, and safe as the one of `npm start`.
 * @param {(() => void | Promise<void>)[]} takeDown
 * @param {(line: string) => void} note
 */
async function startOwnPostgres(takeDown, note) {
  const wanted = path.join(root, '.test-data', 'bench');
  for (const entry of [path.dirname(wanted), wanted]) mkdirSync(entry, { recursive: true, mode: 0o711 });
  const dataDir = realpathSync(wanted);
  const lock = lockDirectory(dataDir, 'give a Postgres with --database');
  takeDown.push(() => lock.release());
  const postgres = await startPostgres({ root, dataDir, durable: true, fresh: true, note });
  takeDown.push(() => postgres.stop());
  return postgres;
}

/**
 * @param {string} name
 * @param {string[]} options
 * @param {string} serverUrl
 * @param {AbortSignal} signal
 * @returns {Promise<number>} its exit code
 */
function runBenchmark(name, options, serverUrl, signal) {
  const program = [
    '--conditions=react-server',
    '--import',
    'tsx',
    '--expose-gc',
    path.join('tests', 'bench', `${name}.ts`),
  ];
  const child = spawn(process.execPath, [...program, ...options], {
    cwd: root,
    env: { ...process.env, BENCH_DATABASE_URL: serverUrl },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      signal.removeEventListener('abort', end);
      resolve(code ?? 1);
    });
  });
}
