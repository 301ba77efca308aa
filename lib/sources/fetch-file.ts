import 'server-only';
import path from 'node:path';
import { AppError } from '../errors';
import { bounded } from '../net/bounded';
import { tooLarge } from '../net/network-error';
import { readBounded } from '../net/read-bounded';
import { openPrivateFile, type PrivateFile } from './private-file';
import type { Remote, RemoteSession } from './remote';
import { openSiblings } from './remote-siblings';
import { isSameVersion, type OpenSourceFile, type SourceFile } from './source';

/** A transfer that breaks off goes on where it was, so often; a file that changes meanwhile begins anew. */
const MOST_ATTEMPTS = 3;

/**
 * Brings a far file to a private one of this process, because reading a ZIP file means reading here and there. Throws
 * `delivery-unknown`, `source-too-large`, and what signing in and the network throw.
 */
export async function fetchFile(remote: Remote, wanted: string, caller?: AbortSignal): Promise<OpenSourceFile> {
  const total = AbortSignal.timeout(remote.network.totalMs);
  const signal = caller ? AbortSignal.any([caller, total]) : total;
  const file = await openPrivateFile();
  try {
    const { described, changedSizeBytes } = await new Fetching(remote, wanted, file, signal).run();
    const siblings = openSiblings(remote, path.posix.dirname(wanted));
    return {
      name: path.posix.basename(wanted),
      sizeBytes: file.sizeBytes,
      modifiedAt: described.modifiedAt,
      version: described.version ?? null,
      read: (start, endExclusive) => file.read(start, endExclusive),
      beside: siblings.find,
      changedSizeBytes: async () => changedSizeBytes,
      close: async () => {
        siblings.close();
        await file.close();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface Fetched {
  described: SourceFile;
  /** Not null: it was replaced or went on growing while it was fetched, each time. */
  changedSizeBytes: number | null;
}

class Fetching {
  private known: SourceFile | null = null;

  constructor(
    private readonly remote: Remote,
    private readonly path: string,
    private readonly file: PrivateFile,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<Fetched> {
    let fetched: Fetched | null = null;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      try {
        fetched = await this.attempt();
        if (fetched.changedSizeBytes === null) return fetched;
      } catch (error) {
        const mayHelp = error instanceof AppError && error.retryable && error.code.startsWith('source-');
        if (attempt === MOST_ATTEMPTS || !mayHelp || this.signal.aborted) throw error;
      }
    }
    if (!fetched) throw new AppError('delivery-unknown', { path: this.path });
    return fetched;
  }

  private async attempt(): Promise<Fetched> {
    const session = await this.remote.connect(this.signal);
    try {
      const before = await this.describe(session);
      if (!this.known || !isSameVersion(this.known, before)) await this.file.empty();
      this.known = before;
      await this.transfer(session, before);
      const after = await this.describe(session);
      const changed = !isSameVersion(before, after) || this.file.sizeBytes !== sizeOf(before, this.file);
      if (changed) this.known = null;
      return { described: before, changedSizeBytes: changed ? after.sizeBytes : null };
    } finally {
      session.close();
    }
  }

  private async describe(session: RemoteSession): Promise<SourceFile> {
    const { host, network } = this.remote;
    const bounds = { host, timeoutMs: network.callMs, signal: this.signal, giveUp: () => session.close() };
    const described = await bounded(bounds, () => session.describe(this.path));
    if (!described) throw new AppError('delivery-unknown', { path: this.path });
    if (described.sizeBytes > network.mostBytes) throw tooLarge(host, network.mostBytes);
    return described;
  }

  private async transfer(session: RemoteSession, { sizeBytes }: SourceFile): Promise<void> {
    const { host, network } = this.remote;
    const start = this.file.sizeBytes;
    if (sizeBytes > 0 && start === sizeBytes) return;
    const opening = { host, timeoutMs: network.callMs, signal: this.signal, giveUp: () => session.close() };
    const { stream, from } = await bounded(opening, () => session.read(this.path, start));
    if (from !== start) await this.file.empty();
    const mostBytes = network.mostBytes - this.file.sizeBytes;
    for await (const chunk of readBounded(stream, { host, idleMs: network.idleMs, mostBytes, signal: this.signal })) {
      await this.file.append(chunk);
    }
    if (sizeBytes > this.file.sizeBytes) {
      throw new AppError('source-unreachable', { host, kind: 'cut' }, { retryable: true });
    }
  }
}

/** A server that does not say how large a file is says 0. */
const sizeOf = ({ sizeBytes }: SourceFile, file: PrivateFile): number => (sizeBytes === 0 ? file.sizeBytes : sizeBytes);
