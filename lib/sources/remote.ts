import 'server-only';
import type { Readable } from 'node:stream';
import { AppError } from '../errors';
import { bounded } from '../net/bounded';
import type { Network } from '../net/network';
import { fetchFile } from './fetch-file';
import {
  isDeliveryName,
  isSafeName,
  isSafePath,
  isSameVersion,
  MOST_FILES,
  type Source,
  type SourceFile,
} from './source';

/** What a far folder lists. */
export interface RemoteEntry {
  name: string;
  kind: 'file' | 'folder';
  sizeBytes: number;
  modifiedAt: Date;
}

/** One connection that is signed in. Paths are below the source's directory; every method throws typed errors. */
export interface RemoteSession {
  entries(folder: string): Promise<RemoteEntry[]>;
  /** Null: no file of that path lies there. */
  describe(path: string): Promise<SourceFile | null>;
  /** From `start` on, or from 0 where the server cannot begin in the middle. */
  read(path: string, start: number): Promise<{ stream: Readable; from: number }>;
  remove(path: string): Promise<void>;
  /** At once, whatever is under way. */
  close(): void;
}

/** A far server and how to sign in there. */
export interface Remote {
  host: string;
  network: Network;
  connect(signal: AbortSignal): Promise<RemoteSession>;
}

const MOST_DEPTH = 8;

/** Deliveries on a far server. Each look and each file has a connection of its own, which is closed in every case. */
export function remoteSource(remote: Remote): Source {
  return {
    list: (signal) => listRemote(remote, signal),
    open: (path, signal) => {
      if (!isSafePath(path)) throw new AppError('delivery-unknown', { path });
      return fetchFile(remote, path, signal);
    },
    remove: (file) => removeRemote(remote, file),
  };
}

async function* listRemote(remote: Remote, signal?: AbortSignal): AsyncGenerator<SourceFile> {
  const { totalMs } = remote.network;
  const total = signal ? AbortSignal.any([signal, AbortSignal.timeout(totalMs)]) : AbortSignal.timeout(totalMs);
  const session = await remote.connect(total);
  try {
    const waiting: { folder: string; depth: number }[] = [{ folder: '', depth: 0 }];
    let found = 0;
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      for (const entry of await entriesOf(remote, session, next.folder, total)) {
        if (entry.name.startsWith('.') || !isSafeName(entry.name)) continue;
        const path = next.folder === '' ? entry.name : `${next.folder}/${entry.name}`;
        if (entry.kind === 'folder' && next.depth < MOST_DEPTH) waiting.push({ folder: path, depth: next.depth + 1 });
        if (entry.kind !== 'file' || !isDeliveryName(entry.name) || !isSafePath(path)) continue;
        if (++found > MOST_FILES) throw new AppError('source-too-many-files', { limit: MOST_FILES });
        yield { path, sizeBytes: entry.sizeBytes, modifiedAt: entry.modifiedAt };
      }
      if (waiting.length > MOST_FILES) throw new AppError('source-too-many-files', { limit: MOST_FILES });
    }
  } finally {
    session.close();
  }
}

/** A folder's entries, or an error in time. */
export function entriesOf(
  { host, network }: Remote,
  session: RemoteSession,
  folder: string,
  signal?: AbortSignal,
): Promise<RemoteEntry[]> {
  const bounds = { host, timeoutMs: network.callMs, signal, giveUp: () => session.close() };
  return bounded(bounds, () => session.entries(folder));
}

async function removeRemote(remote: Remote, file: SourceFile): Promise<boolean> {
  if (!isSafePath(file.path)) return false;
  const session = await remote.connect(AbortSignal.timeout(remote.network.totalMs));
  const bounds = { host: remote.host, timeoutMs: remote.network.callMs, giveUp: () => session.close() };
  try {
    return await bounded(bounds, async () => {
      const now = await session.describe(file.path);
      if (!now || !isSameVersion(now, file)) return false;
      await session.remove(file.path);
      return true;
    });
  } finally {
    session.close();
  }
}
