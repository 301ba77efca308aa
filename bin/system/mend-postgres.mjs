import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.mjs';

/**
 * postgres 3.4.9 ends the process, or never sends again, when a connection is lost between two statements of a
 * transaction (porsager/postgres #1066, #1154, #1208), and may send a lost transaction's next statement through the
 * connection that replaced it. Until a release mends this, its text is mended where it is installed.
 */
const VERSION = '3.4.9';

/** @type {Record<string, [string, string][]>} */
const CHANGES = {
  'connection.js': [
    [
      'function nextWrite(fn) {\n    const x',
      "function nextWrite(fn) {\n    if (!socket) {\n      chunk = nextWriteTimer = null\n      error(Errors.connection('CONNECTION_CLOSED', options, socket))\n      return true\n    }\n    const x",
    ],
    [
      "clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)",
      "clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)",
    ],
    // What was queued between the socket's error and its end would be waited for on the next connection, for ever.
    ['!hadError && (query || sent.length) && error(', ';(query || sent.length) && error('],
    // What the old connection was answered would else be taken for the first answer of the next one, and reject its query.
    [
      '    closedTime = performance.now()\n',
      '    query = results = errorResponse = null\n    result = new Result()\n    closedTime = performance.now()\n',
    ],
    [
      '    if (initial)\n      return reconnect()\n',
      '    if (initial) {\n      query = results = errorResponse = null\n      result = new Result()\n      return reconnect()\n    }\n',
    ],
    // A rejection that nobody handles.
    ['return fetchArrayTypes()\n', 'return fetchArrayTypes().catch(() => undefined)\n'],
  ],
  'index.js': [
    [
      'new Promise((_, reject) => connection.onclose = reject)',
      'new Promise((_, reject) => connection.onclose = e => (lost = e, reject(e)))',
    ],
    [
      '    let savepoints = 0\n      , connection\n',
      '    let savepoints = 0\n      , lost = null\n      , connection\n',
    ],
    [
      '        c.queue === full\n          ? queries',
      '        if (lost)\n          return q.reject(lost)\n        c.queue === full\n          ? queries',
    ],
  ],
};

/**
 * Mends the installed driver, once. Refuses another version than the one that it knows.
 * @param {string} root of the project
 */
export function mendPostgres(root) {
  const folder = path.join(root, 'node_modules', 'postgres');
  if (!existsSync(folder)) return;
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (version !== VERSION) {
    throw new Refusal(
      `postgres ${version} is installed; bin/system/mend-postgres.mjs knows ${VERSION}. See what it mends.`,
    );
  }
  for (const build of ['src', 'cjs/src']) {
    for (const [name, changes] of Object.entries(CHANGES)) mendFile(path.join(folder, build, name), changes);
  }
}

/**
 * @param {string} file
 * @param {[string, string][]} changes
 */
function mendFile(file, changes) {
  const before = readFileSync(file, 'utf8');
  let text = before;
  for (const [from, to] of changes) {
    if (text.includes(to)) continue;
    if (!text.includes(from)) throw new Refusal(`${file} is not as postgres ${VERSION} brings it.`);
    text = text.replace(from, () => to);
  }
  if (text === before) return;
  // Another file in its place: npm may have linked the old one to its cache, and another process may be reading it.
  writeFileSync(`${file}.mended`, text);
  renameSync(`${file}.mended`, file);
}
