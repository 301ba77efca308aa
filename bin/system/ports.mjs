import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { readCommandLine } from './processes.mjs';

/**
 * Why nothing can listen on the port: the error's code, or null if it is free.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | null>}
 */
export function probePort(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * A port that is free now, `preferred` if possible.
 * @param {number | null} preferred
 * @returns {Promise<number>}
 */
export async function findFreePort(preferred) {
  if (preferred !== null && (await probePort(preferred, '127.0.0.1')) === null) return preferred;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Who listens on a port, as well as this account may know: "process 4711 (node server.js)", or null.
 * @param {number} port
 * @returns {string | null}
 */
export function describeListener(port) {
  const pid = process.platform === 'linux' ? findListenerByProc(port) : findListenerByLsof(port);
  if (pid === null) return null;
  const command = readCommandLine(pid).slice(0, 80);
  return command === '' ? `process ${pid}` : `process ${pid} (${command})`;
}

/** @param {number} port */
function findListenerByProc(port) {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
      try {
        return parseListeningInodes(readFileSync(file, 'utf8'), port);
      } catch {
        return [];
      }
    }),
  );
  if (inodes.size === 0) return null;
  for (const entry of readdirSync('/proc')) {
    if (/^\d+$/.test(entry) && holdsSocket(Number(entry), inodes)) return Number(entry);
  }
  return null;
}

/**
 * The socket numbers that listen on `port`, out of /proc/net/tcp.
 * @param {string} text
 * @param {number} port
 */
export function parseListeningInodes(text, port) {
  const listening = '0A';
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === listening && Number.parseInt(fields[1]?.split(':')[1] ?? '', 16) === port)
    .map((fields) => fields[9] ?? '');
}

/**
 * @param {number} pid
 * @param {Set<string>} inodes
 */
function holdsSocket(pid, inodes) {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    return false;
  }
}

/** @param {string} file */
function readLink(file) {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

/** @param {number} port */
function findListenerByLsof(port) {
  const found = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
  const pid = Number.parseInt(found.stdout ?? '', 10);
  return Number.isInteger(pid) ? pid : null;
}
