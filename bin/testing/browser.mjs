import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../system/refusal.mjs';
import { lastLines, runQuietly } from '../system/run.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium for the tests: CHROMIUM_PATH, an installed one, Playwright's own, else one that is installed now.
 * @param {{ root: string, signal: AbortSignal, note: (line: string) => void }} context
 * @returns {Promise<{ file: string, origin: string }>}
 */
export async function findBrowser({ root, signal, note }) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!runs(given)) throw new Refusal(`CHROMIUM_PATH=${given} does not run. Unset it, or set it to a Chromium.`);
    return { file: given, origin: 'CHROMIUM_PATH' };
  }
  const installed = findInstalled();
  if (installed) return { file: installed, origin: 'installed on this machine' };
  const own = await findPlaywrightsOwn();
  if (runs(own)) return { file: own, origin: "Playwright's own" };
  const words = [
    await install(root, signal, process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium']),
  ];
  if (runs(own)) return { file: own, origin: 'installed with playwright install chromium' };
  note('`playwright install chromium` gave no browser that runs; the package manager of the system is asked.');
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    words.push(await install(root, signal, 'apt-get', ['update']));
    words.push(await install(root, signal, 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium']));
    const packaged = findInstalled();
    if (packaged) return { file: packaged, origin: 'installed with apt-get' };
  }
  throw new Refusal(
    `No browser for the tests. Install Chromium or Chrome, or set CHROMIUM_PATH. What was tried said:\n${words.join('\n')}`,
  );
}

function findInstalled() {
  const directories = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = programs.flatMap((name) => directories.map((directory) => path.join(directory, name)));
  return [...candidates, ...applications].find(runs) ?? null;
}

async function findPlaywrightsOwn() {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

/**
 * Whether a browser is there and finds its libraries.
 * @param {string} file
 */
function runs(file) {
  return existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/**
 * @param {string} root
 * @param {AbortSignal} signal
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<string>} its last words
 */
async function install(root, signal, command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const timeout = AbortSignal.timeout(600_000);
  try {
    const { output } = await runQuietly(command, args, { cwd: root, env, signal: AbortSignal.any([signal, timeout]) });
    return lastLines(output, 4);
  } catch (error) {
    if (timeout.aborted && !signal.aborted) return `${command} took longer than 10 minutes.`;
    throw error;
  }
}
