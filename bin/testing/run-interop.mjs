import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../launch/dependencies.mjs';
import { describeFailure, Refusal } from '../system/refusal.mjs';
import { lastLines, runQuietly } from '../system/run.mjs';
import { stopOnSignals } from '../system/signals.mjs';
import { step } from '../system/step.mjs';
import { runVitest } from './runners.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a test starts, and the package of Debian that it comes in. */
const PROGRAMS = [
  { file: '/usr/sbin/sshd', package: 'openssh-server' },
  { file: '/usr/lib/openssh/sftp-server', package: 'openssh-sftp-server' },
  { file: '/usr/sbin/proftpd', package: 'proftpd-core' },
  { file: '/usr/lib/proftpd/mod_tls.so', package: 'proftpd-mod-crypto' },
  { file: '/usr/bin/openssl', package: 'openssl' },
];

/**
 * Runs `tests/interop`. A server that is missing is installed with apt-get where that is allowed; else it is said what to
 * install. The last line counts the tests.
 * @param {string[]} extra for the test runner
 * @returns {Promise<number>} the exit code
 */
export async function runInteropTests(extra) {
  const stopping = new AbortController();
  stopOnSignals(stopping);
  const { signal } = stopping;
  let counts = { passed: 0, failed: 1 };
  try {
    await step('Dependencies', () => installDependencies(root, signal));
    await step('Servers', () => provideServers(signal));
    counts = await runVitest({ root, environment: { ...process.env }, extra, signal, projects: ['interop'] });
  } catch (error) {
    console.error(`\n${signal.aborted ? 'Stopped before the end.' : describeFailure(error)}`);
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

/** @param {AbortSignal} signal */
async function provideServers(signal) {
  const missing = missingPackages();
  if (missing.length === 0) return 'installed on this machine';
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  const words = [];
  if (mayInstall) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(300_000)]);
      words.push(lastLines((await runQuietly('apt-get', args, { cwd: root, env, signal: limited })).output, 4));
    }
  }
  const lacking = missingPackages();
  if (lacking.length === 0) return 'installed with apt-get';
  const how = `Install them, on Debian with: apt-get install ${lacking.join(' ')}`;
  throw new Refusal([`These tests need servers that are not here: ${lacking.join(', ')}. ${how}`, ...words].join('\n'));
}

function missingPackages() {
  return [...new Set(PROGRAMS.filter(({ file }) => !existsSync(file)).map((program) => program.package))];
}
