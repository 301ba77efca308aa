import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countPlaywright, countVitest, readCounts } from './counts.mjs';

/**
 * @typedef {{ root: string, environment: NodeJS.ProcessEnv, extra: string[], signal: AbortSignal }} RunnerContext
 */

/**
 * @param {RunnerContext & { projects: string[] }} context
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export function runVitest({ projects, ...context }) {
  return withReport(async (report) => {
    const code = await runLoudly(context, 'vitest/vitest.mjs', [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ]);
    return readCounts(report, code, countVitest);
  });
}

/**
 * @param {RunnerContext} context
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export function runPlaywright(context) {
  return withReport(async (report) => {
    const environment = { ...context.environment, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const code = await runLoudly({ ...context, environment }, '@playwright/test/cli.js', [
      'test',
      '--reporter=list,json',
    ]);
    return readCounts(report, code, countPlaywright);
  });
}

/**
 * @template Result
 * @param {(report: string) => Promise<Result>} run
 * @returns {Promise<Result>}
 */
async function withReport(run) {
  const directory = mkdtempSync(path.join(tmpdir(), 'test-report-'));
  try {
    return await run(path.join(directory, 'report.json'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Runs a tool of node_modules with its output on ours. Stopped, it gets the time to take its own children along.
 * @param {RunnerContext} context
 * @param {string} tool
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
function runLoudly({ root, environment, extra, signal }, tool, args) {
  const child = spawn(process.execPath, [path.join('node_modules', tool), ...args, ...extra], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  };
  signal.addEventListener('abort', end, { once: true });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      signal.removeEventListener('abort', end);
      resolve(code ?? 1);
    });
  });
}
