import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mendPostgres } from '../system/mend-postgres.mjs';
import { Refusal } from '../system/refusal.mjs';
import { lastLines, runQuietly } from '../system/run.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }>} Packages */

/**
 * Installs what package-lock.json names, unless exactly that is installed.
 * @param {string} root
 * @param {AbortSignal} signal
 * @returns {Promise<string>} what was done
 */
export async function installDependencies(root, signal) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null) throw new Refusal('package-lock.json is missing: this is no complete copy of the project.');
  if (installed !== null && matchesLock(wanted, installed)) {
    // Nothing to do where `npm install` ran in this version of the project.
    mendPostgres(root);
    return 'already installed';
  }
  const [command, args] = findNpm();
  // Not `npm ci`: it refuses a lock file that lacks an optional package of some other platform.
  const options = ['--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const env = { ...process.env, NODE_ENV: '' };
  const { code, output } = await runQuietly(command, [...args, 'install', ...options], { cwd: root, signal, env });
  if (code !== 0) throw new Refusal(describeNpmFailure(output));
  return 'installed with npm';
}

/**
 * Whether what npm noted as installed is what the lock file asks for. Packages for other platforms may be absent.
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function matchesLock(wanted, installed) {
  const same = (/** @type {string} */ name) =>
    installed[name]?.version === wanted[name]?.version && installed[name]?.integrity === wanted[name]?.integrity;
  return (
    Object.keys(installed).every((name) => name in wanted && same(name)) &&
    Object.entries(wanted).every(
      ([name, entry]) => name === '' || entry.optional || entry.devOptional || name in installed,
    )
  );
}

/**
 * @param {string} file
 * @returns {Packages | null}
 */
function readPackages(file) {
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/**
 * The npm that runs us, else the one beside this node, else the one in the path.
 * @returns {[string, string[]]}
 */
function findNpm() {
  const candidates = [
    process.env.npm_execpath ?? '',
    path.join(path.dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((file) => path.basename(file) === 'npm-cli.js' && existsSync(file));
  return script ? [process.execPath, [script]] : ['npm', []];
}

/** @param {string} output of npm */
function describeNpmFailure(output) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output);
  const reason = offline
    ? 'npm cannot reach its registry. Check the network (or `npm config get registry`) and start again.'
    : 'npm could not install the dependencies.';
  return `${reason} Its last words:\n${lastLines(output, 12)}`;
}
