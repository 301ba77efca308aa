import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { S3Limits } from '@/lib/storage/s3';
import { type FileStorage, openStorage } from '@/lib/storage/storage';
import { type ObjectStorage, openBucket, startObjectStorage } from './storages';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

export interface FaultyStorage {
  storage: FileStorage;
  /** What was wrong is so no more. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** A disk of a few megabytes where mounting is allowed; elsewhere object storage with such a quota. */
export async function createSmallStorage(bytes: number): Promise<FaultyStorage> {
  return isRoot ? createSmallDisk(bytes) : createSmallBucket(bytes);
}

async function createSmallDisk(bytes: number): Promise<FaultyStorage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'small-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'estate-sync-test', folder]);
  return {
    storage: openStorage(folder),
    mend: async () => {
      await run('mount', ['-o', `remount,size=${bytes + 64 * 1024 * 1024}`, folder]);
    },
    close: () => unmount(folder),
  };
}

/** Refuses what goes over its quota the way object storage does. */
export async function createSmallBucket(bytes: number): Promise<FaultyStorage> {
  const behind = await startObjectStorage();
  const root = await mkdtemp(path.join(tmpdir(), 'small-bucket-'));
  let quota = bytes;
  let used = 0;
  const server = createServer((question, answer) => {
    const length = Number(question.headers['content-length'] ?? 0);
    if (question.method === 'PUT' && used + length > quota) {
      question.resume().on('end', () => refuse(answer, 'QuotaExceeded'));
      return;
    }
    if (question.method === 'PUT') used += length;
    passOn(behind, question, answer);
  });
  const port = await listen(server);
  const storage = openBucket(`http://127.0.0.1:${port}`, root, {}, { attempts: 1 });
  return {
    storage,
    mend: async () => {
      quota = Number.POSITIVE_INFINITY;
    },
    close: async () => {
      storage.bucket?.client.destroy();
      server.closeAllConnections();
      await promisify(server.close.bind(server))();
      await behind.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A directory that may be read only: mounted so for root, whom rights do not stop. */
export async function createReadOnlyStorage(): Promise<FaultyStorage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'read-only-'));
  if (isRoot) await run('mount', ['-t', 'tmpfs', '-o', 'ro,size=64m', 'estate-sync-test', folder]);
  else await chmod(folder, 0o500);
  return {
    storage: openStorage(folder),
    mend: async () => {
      if (isRoot) await run('mount', ['-o', 'remount,rw', folder]);
      else await chmod(folder, 0o700);
    },
    close: () => (isRoot ? unmount(folder) : rm(folder, { recursive: true, force: true })),
  };
}

/** Object storage that goes away and comes back at the same address. */
export async function createDisappearingStorage(
  limits: S3Limits = {},
): Promise<FaultyStorage & { vanish(): Promise<void> }> {
  const behind = await startObjectStorage();
  const root = await mkdtemp(path.join(tmpdir(), 'disappearing-'));
  const sockets = new Set<Socket>();
  let here = true;
  const server = createServer((question, answer) => passOn(behind, question, answer));
  server.on('connection', (socket) => {
    if (!here) return socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return undefined;
  });
  const port = await listen(server);
  const storage = openBucket(`http://127.0.0.1:${port}`, root, {}, { attempts: 1, ...limits });
  return {
    storage,
    vanish: async () => {
      here = false;
      for (const socket of sockets) socket.destroy();
    },
    mend: async () => {
      here = true;
    },
    close: async () => {
      storage.bucket?.client.destroy();
      for (const socket of sockets) socket.destroy();
      await promisify(server.close.bind(server))();
      await behind.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Takes connections and never answers. */
export async function startSilentServer(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await promisify(server.close.bind(server))();
    },
  };
}

function passOn(behind: ObjectStorage, question: IncomingMessage, answer: ServerResponse): void {
  const { method, url: target, headers } = question;
  const onward = forward({ host: '127.0.0.1', port: behind.port, method, path: target, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 500, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  question.pipe(onward);
}

function refuse(answer: ServerResponse, code: string): void {
  answer.writeHead(403, { 'content-type': 'application/xml' });
  answer.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function unmount(folder: string): Promise<void> {
  await run('umount', ['-l', folder]);
  await rm(folder, { recursive: true, force: true });
}
