import 'server-only';
import { Readable } from 'node:stream';
import { readBounded } from '../net/read-bounded';
import { LIMITS } from '../openimmo/limits';
import type { SiblingFile } from '../openimmo/types';
import { entriesOf, type Remote, type RemoteEntry, type RemoteSession } from './remote';
import { isSafePath } from './source';

export interface Siblings {
  find(wanted: string): Promise<SiblingFile | null>;
  close(): void;
}

/**
 * The files beside a bare XML on a far server, whatever the case and composition of their names. One connection serves
 * all of them, one after the other; one that was given up in the middle of a file is replaced.
 */
export function openSiblings(remote: Remote, folder: string): Siblings {
  const listed = new Map<string, Promise<RemoteEntry[]>>();
  let idle: RemoteSession | null = null;
  let closed = false;
  const using = async <T>(work: (session: RemoteSession) => Promise<T>): Promise<T> => {
    const session = idle ?? (await remote.connect(AbortSignal.timeout(remote.network.totalMs)));
    idle = null;
    try {
      const done = await work(session);
      if (closed || idle) session.close();
      else idle = session;
      return done;
    } catch (error) {
      session.close();
      throw error;
    }
  };
  const list = (place: string): Promise<RemoteEntry[]> => {
    const known = listed.get(place) ?? using((session) => entriesOf(remote, session, place));
    listed.set(place, known);
    return known;
  };
  async function* readFile(path: string): AsyncGenerator<Buffer> {
    const { host, network } = remote;
    const session = idle ?? (await remote.connect(AbortSignal.timeout(network.totalMs)));
    idle = null;
    let whole = false;
    try {
      const { stream } = await session.read(path, 0);
      yield* readBounded(stream, { host, idleMs: network.idleMs, mostBytes: LIMITS.attachmentBytes });
      whole = true;
    } finally {
      if (whole && !closed && !idle) idle = session;
      else session.close();
    }
  }
  return {
    find: async (wanted) => {
      const base = folder === '.' ? '' : folder;
      const found = await locate(list, base, wanted);
      if (!found) return null;
      const { path, entry } = found;
      return {
        path: base === '' ? path : path.slice(base.length + 1),
        sizeBytes: entry.sizeBytes,
        modifiedAt: entry.modifiedAt.toISOString(),
        read: () => Readable.from(readFile(path), { objectMode: false }),
      };
    },
    close: () => {
      closed = true;
      idle?.close();
    },
  };
}

async function locate(list: (place: string) => Promise<RemoteEntry[]>, folder: string, wanted: string) {
  let place = folder;
  const parts = wanted.split('/').filter((part) => part !== '' && part !== '.');
  for (const [index, part] of parts.entries()) {
    if (part.startsWith('.')) return null;
    const last = index === parts.length - 1;
    const entries = (await list(place)).filter(({ kind }) => (kind === 'file') === last);
    const folded = fold(part);
    const entry = entries.find(({ name }) => name === part) ?? entries.find(({ name }) => fold(name) === folded);
    if (!entry) return null;
    place = place === '' ? entry.name : `${place}/${entry.name}`;
    if (!isSafePath(place)) return null;
    if (last) return { path: place, entry };
  }
  return null;
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
