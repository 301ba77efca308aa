import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Refusal } from '../system/refusal.mjs';
import { runTests } from './run-tests.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MINUTES = 15;

/**
 * @typedef {object} LongRun
 * @property {number} minutes that each test may take
 * @property {number} seed
 * @property {number | null} kills or faults, where a test counts them; null: its own number
 * @property {string[]} filters parts of file names; none: every file that has a long form
 */

/**
 * Runs the test files that have a long form in it, with a seed that is said first, so that a failure can be repeated.
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runLongTests(args) {
  let files;
  let run;
  try {
    run = readLongRun(args);
    files = chooseFiles(findLongFiles(), run.filters);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return 1;
  }
  console.log(`Long form of ${files.length} files. The same again: ${repeatCommand(run)}\n`);
  const environment = {
    TEST_LONG_MINUTES: String(run.minutes),
    TEST_SEED: String(run.seed),
    ...(run.kills === null ? {} : { TEST_KILLS: String(run.kills) }),
  };
  const inBrowser = files.filter(isBrowserTest);
  const beside = files.filter((file) => !isBrowserTest(file));
  const code = beside.length > 0 ? await runTests(['long', '--no-file-parallelism', ...beside], environment) : 0;
  if (code !== 0 || inBrowser.length === 0) return code;
  return runTests(['e2e', ...inBrowser], environment);
}

/** @param {string} file */
const isBrowserTest = (file) => file.endsWith('.spec.ts');

/**
 * @param {string[]} args
 * @returns {LongRun}
 */
export function readLongRun(args) {
  const options = /** @type {const} */ ({
    minutes: { type: 'string' },
    seed: { type: 'string' },
    kills: { type: 'string' },
  });
  /** @type {ReturnType<typeof parseArgs<{ options: typeof options, allowPositionals: true }>>} */
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  return {
    minutes: readNumber('--minutes', values.minutes) ?? MINUTES,
    seed: readNumber('--seed', values.seed) ?? randomInt(1, 1_000_000),
    kills: readNumber('--kills', values.kills),
    filters: positionals,
  };
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function readNumber(name, text) {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Refusal(`${name} wants a positive number, not "${text}".`);
  return value;
}

/** @param {LongRun} run */
export function repeatCommand({ minutes, seed, kills, filters }) {
  const options = [`--minutes ${minutes}`, `--seed ${seed}`, ...(kills === null ? [] : [`--kills ${kills}`])];
  return ['npm run test:long --', ...options, ...filters].join(' ');
}

const ASKS_FOR_LENGTH = /import \{[^}]*\b(LONG|MINUTES|countOf|timeoutOf)\b[^}]*\} from '[^']*support\/long'/;

/** Test files that ask tests/support/long.ts how long they are to be. */
export function findLongFiles() {
  return readdirSync(path.join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') || name.endsWith('.spec.ts'))
    .map((name) => `tests/${name.split(path.sep).join('/')}`)
    .filter((name) => ASKS_FOR_LENGTH.test(readFileSync(path.join(root, name), 'utf8')))
    .sort();
}

/**
 * @param {string[]} files
 * @param {string[]} filters
 */
export function chooseFiles(files, filters) {
  const chosen = files.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
  if (chosen.length > 0) return chosen;
  throw new Refusal(`No test with a long form matches ${filters.join(', ')}. There are:\n  ${files.join('\n  ')}`);
}
