import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../system/refusal.mjs';
import { lastLines, runQuietly } from '../system/run.mjs';
import { hashSources } from './source-hash.mjs';

/**
 * Builds the product, unless the last build was made of the same sources.
 * @param {{ root: string, logFile: string, signal: AbortSignal, note: (line: string) => void }} context
 * @returns {Promise<string>} what was done
 */
export async function buildWhenChanged({ root, logFile, signal, note }) {
  const hash = hashSources(root);
  const stamp = path.join(root, '.next', 'source-hash');
  if (existsSync(path.join(root, '.next', 'BUILD_ID')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    return 'sources unchanged since the last build';
  }
  rmSync(stamp, { force: true });
  let result = await runNextBuild(root, logFile, signal);
  if (result.code !== 0 && /turbopack/i.test(result.output) && /panic|internal error/i.test(result.output)) {
    note('Turbopack crashed; .next was removed and the build repeated.');
    rmSync(path.join(root, '.next'), { recursive: true, force: true });
    result = await runNextBuild(root, logFile, signal);
  }
  if (result.code !== 0) {
    throw new Refusal(`The build failed (all of it: ${logFile}):\n${lastLines(result.output, 30)}`);
  }
  await checkTypes(root, signal);
  writeFileSync(stamp, hash);
  return 'built with next build';
}

/**
 * @param {string} root
 * @param {string} logFile
 * @param {AbortSignal} signal
 */
function runNextBuild(root, logFile, signal) {
  return runQuietly(process.execPath, [path.join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: root,
    logFile,
    signal,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
}

/**
 * After the build, which makes the route types; Next itself cannot run this version of TypeScript.
 * @param {string} root
 * @param {AbortSignal} signal
 */
async function checkTypes(root, signal) {
  const compiler = path.join('node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await runQuietly(process.execPath, [compiler, '--noEmit'], { cwd: root, signal });
  if (code !== 0) throw new Refusal(`The types do not fit:\n${lastLines(output, 30)}`);
}
