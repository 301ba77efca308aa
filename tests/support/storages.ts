import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listObjects } from '@/lib/storage/list-objects';
import { OWNER_KEY } from '@/lib/storage/own';
import { openS3Storage, type S3Limits } from '@/lib/storage/s3';
import { type FileStorage, openStorage } from '@/lib/storage/storage';
import { addMultipart } from './multipart';

export const STORAGE_KINDS = ['local', 's3'] as const;
export type StorageKind = (typeof STORAGE_KINDS)[number];

export interface TestStorage {
  storage: FileStorage;
  close(): Promise<void>;
}

/** A storage of its own, empty: in a directory, or in a bucket of an object storage that is started for it. */
export async function createTestStorage(kind: StorageKind, limits: S3Limits = {}): Promise<TestStorage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'storage-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  if (kind === 'local') return { storage: openStorage(folder), close: remove };
  const server = await startObjectStorage();
  const storage = server.open(folder, {}, limits);
  return {
    storage,
    close: async () => {
      storage.bucket?.client.destroy();
      await server.close();
      await remove();
    },
  };
}

export interface ObjectStorage {
  port: number;
  endpoint: string;
  open(root: string, settings?: { bucket?: string; accessKeyId?: string }, limits?: S3Limits): FileStorage;
  close(): Promise<void>;
}

export const BUCKET = 'estate-sync';

/** A real S3-compatible server of npm, with one bucket. */
export async function startObjectStorage(): Promise<ObjectStorage> {
  const directory = await mkdtemp(path.join(tmpdir(), 's3rver-'));
  const { default: S3rver } = await import('s3rver');
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  addMultipart(server);
  const { port } = (await server.run()) as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    port,
    endpoint,
    open: (root, settings = {}, limits = {}) => openBucket(endpoint, root, settings, limits),
    close: async () => {
      const closed = server.close();
      // Clients keep their connections.
      (server as unknown as { httpServer: Server }).httpServer.closeAllConnections();
      await closed;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What an installation is told to use it. */
export const environmentOf = ({ endpoint }: Pick<ObjectStorage, 'endpoint'>): Record<string, string> => ({
  STORAGE: 's3',
  S3_BUCKET: BUCKET,
  S3_REGION: 'eu-central-1',
  S3_ENDPOINT: endpoint,
  S3_ACCESS_KEY_ID: 'S3RVER',
  S3_SECRET_ACCESS_KEY: 'S3RVER',
});

/** What lies behind an address, as an installation would open it. */
export function openBucket(
  endpoint: string,
  root: string,
  { bucket = BUCKET, accessKeyId = 'S3RVER' } = {},
  limits: S3Limits = {},
): FileStorage {
  const settings = {
    bucket,
    region: 'eu-central-1',
    endpoint,
    accessKeyId,
    secretAccessKey: 'S3RVER',
    forcePathStyle: true,
  };
  return openS3Storage(settings, root, limits);
}

/** Every object but the mark of whose storage it is, and every file that is still under way. */
export async function contentsOf(storage: FileStorage): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of listObjects(storage)) if (key !== OWNER_KEY) keys.push(key);
  const entries = await readdir(storage.root, { recursive: true, withFileTypes: true });
  const underWay = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(storage.root, path.join(entry.parentPath, entry.name)))
    .filter((file) => /^(tmp|partial)\//.test(file));
  return [...keys, ...underWay];
}
