import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { Stopped } from './refusal.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [input] given to the program's standard input
 * @property {string} [logFile] gets the whole output
 * @property {AbortSignal} [signal] ends the program
 */

/**
 * Runs a program to its end without showing its output.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` has both streams
 */
export function runQuietly(command, args, options) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const log = options.logFile ? createWriteStream(options.logFile, { flags: 'w', mode: 0o600 }) : null;
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    stdout += text;
    output += text;
    log?.write(text);
  });
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    output += text;
    log?.write(text);
  });
  // A program that ends before it has read its input is judged by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      log?.end();
      reject(options.signal?.aborted ? new Stopped() : error);
    });
    child.on('close', (code) => {
      log?.end();
      if (options.signal?.aborted) reject(new Stopped());
      else resolve({ code: code ?? 1, stdout, output });
    });
  });
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
