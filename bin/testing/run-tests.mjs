import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenChanged } from '../launch/build.mjs';
import { installDependencies } from '../launch/dependencies.mjs';
import { lockDirectory } from '../launch/lock.mjs';
import { startPostgres } from '../postgres/server.mjs';
import { describeFailure, Stopped } from '../system/refusal.mjs';
import { stopOnSignals } from '../system/signals.mjs';
import { formatSeconds, step } from '../system/step.mjs';
import { findBrowser } from './browser.mjs';
import { sumCounts } from './counts.mjs';
import { choosePlan } from './plan.mjs';
import { runPlaywright, runVitest } from './runners.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Sets up what the tests need and runs them: all, or the part that the first argument names, with further arguments for
 * its runner. The last line counts them.
 * @param {string[]} args
 * @param {Record<string, string>} [variables] for the environment of the tests
 * @returns {Promise<number>} the exit code
 */
export async function runTests(args, variables = {}) {
  const stopping = new AbortController();
  stopOnSignals(stopping);
  /** @type {(() => void | Promise<void>)[]} */
  const takeDown = [];
  /** @type {import('./counts.mjs').Counts[]} */
  const results = [];
  let failure = null;
  try {
    await runPlan(choosePlan(args), { ...process.env, ...variables }, stopping.signal, takeDown, results);
  } catch (error) {
    failure = stopping.signal.aborted ? 'Stopped before the end.' : describeFailure(error);
  }
  for (const stop of takeDown.reverse()) await stop();
  if (failure !== null) console.error(`\n${failure}`);
  const { passed, failed } = sumCounts([...results, { passed: 0, failed: failure === null ? 0 : 1 }]);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/**
 * @param {import('./plan.mjs').Plan} plan
 * @param {NodeJS.ProcessEnv} environment
 * @param {AbortSignal} signal
 * @param {(() => void | Promise<void>)[]} takeDown
 * @param {import('./counts.mjs').Counts[]} results
 */
async function runPlan(plan, environment, signal, takeDown, results) {
  await step('Dependencies', () => installDependencies(root, signal));
  if (plan.database && environment.TEST_DATABASE_URL) {
    await step('Database', () => 'the one of TEST_DATABASE_URL');
  } else if (plan.database) {
    await step('Database', async (note) => {
      const { adminUrl, summary } = await startTestPostgres(takeDown, note);
      environment.TEST_DATABASE_URL = adminUrl;
      return summary;
    });
  }
  if (plan.browser) {
    await step('Browser', async (note) => {
      const { file, origin } = await findBrowser({ root, signal, note });
      environment.CHROMIUM_PATH = file;
      return `${file}, ${origin}`;
    });
    const logFile = path.join(root, '.test-data', 'build.log');
    mkdirSync(path.dirname(logFile), { recursive: true });
    await step('Build', (note) => buildWhenChanged({ root, logFile, signal, note }));
  }
  await runParts(plan, { root, environment, extra: plan.extra, signal }, results);
}

/**
 * @param {import('./plan.mjs').Plan} plan
 * @param {import('./runners.mjs').RunnerContext} context
 * @param {import('./counts.mjs').Counts[]} results
 */
async function runParts(plan, context, results) {
  const { projects } = plan;
  const parts = [
    ...(projects.length > 0 ? [{ name: 'vitest', run: () => runVitest({ ...context, projects }) }] : []),
    ...(plan.browser ? [{ name: 'playwright', run: () => runPlaywright(context) }] : []),
  ];
  const lines = [];
  for (const { name, run } of parts) {
    const startedMs = Date.now();
    const counts = await run();
    results.push(counts);
    const took = formatSeconds(Date.now() - startedMs);
    lines.push(`${name.padEnd(11)} ${counts.passed} passed, ${counts.failed} failed (${took})`);
    if (context.signal.aborted) throw new Stopped();
  }
  console.log(['', 'Summary', ...lines, ''].join('\n'));
}

/**
 * A Postgres for this run alone: fresh, and fast rather than safe.
 * @param {(() => void | Promise<void>)[]} takeDown
 * @param {(line: string) => void} note
 */
async function startTestPostgres(takeDown, note) {
  const wanted = path.join(root, '.test-data');
  mkdirSync(wanted, { recursive: true, mode: 0o711 });
  const dataDir = realpathSync(wanted);
  const lock = lockDirectory(dataDir, 'set TEST_DATABASE_URL to a Postgres of your own');
  takeDown.push(() => lock.release());
  const postgres = await startPostgres({ root, dataDir, durable: false, fresh: true, note });
  takeDown.push(() => postgres.stop());
  return postgres;
}
