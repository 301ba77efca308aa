import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, renameSync, statSync } from 'node:fs';
import { lastLines } from './run.mjs';

const rotateBytes = 20 * 1024 * 1024;

/**
 * Opens a log to append to; one that has grown large is kept once, as `.1`.
 * @param {string} file
 * @returns {number} a descriptor
 */
export function openLog(file) {
  if (existsSync(file) && statSync(file).size > rotateBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/**
 * @param {string} file
 * @param {number} from a position in bytes
 * @param {number} count
 */
export function readLogTail(file, from, count) {
  return lastLines(readFileSync(file).subarray(from).toString('utf8'), count);
}

/**
 * Hands on every line that is added to a log after now which tells of an error. The log is a file and no pipe: a server
 * must not fall over when the launcher that read its words is gone.
 * @param {string} file
 * @param {(line: string) => void} show
 * @returns {{ close(): void }}
 */
export function followErrors(file, show) {
  const descriptor = openSync(file, 'r');
  let position = fstatSync(descriptor).size;
  let rest = '';
  const chunk = Buffer.alloc(64 * 1024);
  const read = () => {
    for (;;) {
      const bytes = readSync(descriptor, chunk, 0, chunk.length, position);
      if (bytes === 0) return;
      position += bytes;
      const lines = (rest + chunk.toString('utf8', 0, bytes)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.map(describeError)) if (line !== null) show(line);
    }
  };
  const timer = setInterval(read, 500);
  return {
    close: () => {
      clearInterval(timer);
      read();
      closeSync(descriptor);
    },
  };
}

/**
 * A log line worth showing, in short: a structured one from the level error (50) on, or any that is not structured.
 * @param {string} line
 * @returns {string | null}
 */
export function describeError(line) {
  // Next marks its own cheerful lines.
  if (/^\s*([✓▲○-]|$)/.test(line)) return null;
  if (!line.startsWith('{')) return line;
  try {
    const entry = JSON.parse(line);
    if (!(entry.level >= 50)) return null;
    return [entry.msg, entry.err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line;
  }
}
