import 'server-only';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { type Client, type FileInfo, FTPError } from 'basic-ftp';
import { AppError } from '../errors';
import { readFacts, readListTime } from './ftp-listing';
import type { RemoteEntry, RemoteSession } from './remote';
import { isDeliveryName, type SourceFile } from './source';

/** "There is no such file", or nothing may be done with it. */
const UNAVAILABLE = 550;

export class FtpSession implements RemoteSession {
  /** Servers without MLST are asked for the folder instead, servers without MDTM for nothing. */
  private speaksMlst = true;
  private speaksMdtm = true;

  constructor(
    private readonly client: Client,
    private readonly host: string,
    private readonly base: string,
  ) {}

  async entries(folder: string): Promise<RemoteEntry[]> {
    const listed = await this.list(folder);
    const entries: RemoteEntry[] = [];
    for (const info of listed) {
      if (!info.isFile && !info.isDirectory) continue;
      const modifiedAt = info.isFile && isDeliveryName(info.name) ? await this.momentOf(folder, info) : info.modifiedAt;
      entries.push({
        name: info.name,
        kind: info.isFile ? 'file' : 'folder',
        sizeBytes: info.size,
        modifiedAt: modifiedAt ?? new Date(0),
      });
    }
    return entries;
  }

  /** In the folder itself: a path behind a listing command is read differently from server to server. */
  private async list(folder: string): Promise<FileInfo[]> {
    try {
      await this.client.cd(this.full(folder));
      return await this.client.list();
    } catch (error) {
      throw this.unreadable(error, folder);
    }
  }

  /** A listing for people says minutes and no zone; MDTM says it well, where there is one. */
  private async momentOf(folder: string, info: FileInfo): Promise<Date> {
    if (info.modifiedAt) return wholeSeconds(info.modifiedAt);
    try {
      if (this.speaksMdtm)
        return wholeSeconds(await this.client.lastMod(this.full(path.posix.join(folder, info.name))));
    } catch (error) {
      if (!(error instanceof FTPError)) throw error;
      if (error.code !== UNAVAILABLE) this.speaksMdtm = false;
    }
    return readListTime(info.rawModifiedAt, new Date());
  }

  async describe(file: string): Promise<SourceFile | null> {
    if (this.speaksMlst) {
      try {
        const { message } = await this.client.send(`MLST ${this.full(file)}`);
        const facts = readFacts(message);
        if (facts)
          return facts.isFile ? { path: file, sizeBytes: facts.sizeBytes, modifiedAt: facts.modifiedAt } : null;
      } catch (error) {
        if (!(error instanceof FTPError)) throw error;
        if (error.code === UNAVAILABLE) return null;
      }
      this.speaksMlst = false;
    }
    const folder = path.posix.dirname(file);
    const name = path.posix.basename(file);
    const entries = await this.entries(folder === '.' ? '' : folder);
    const entry = entries.find((one) => one.kind === 'file' && one.name === name);
    return entry ? { path: file, sizeBytes: entry.sizeBytes, modifiedAt: entry.modifiedAt } : null;
  }

  async read(file: string, start: number) {
    const stream = new PassThrough();
    // Whoever reads is told; before anybody does, nobody listens.
    stream.on('error', () => undefined);
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (stream.write(chunk)) done();
        else stream.once('drain', () => done());
      },
    });
    let done = false;
    // Only the server's word that all was sent ends the stream.
    this.client.downloadTo(sink, this.full(file), start).then(
      () => {
        done = true;
        stream.end();
      },
      (error: unknown) => {
        done = true;
        stream.destroy(this.unreadable(error, file));
      },
    );
    stream.once('close', () => {
      if (!done) this.close();
    });
    return { stream, from: start };
  }

  async remove(file: string): Promise<void> {
    try {
      await this.client.remove(this.full(file));
    } catch (error) {
      if (!(error instanceof FTPError)) throw error;
      throw new AppError('source-not-removed', { path: file, host: this.host }, { cause: error });
    }
  }

  close(): void {
    this.client.close();
  }

  private full(relative: string): string {
    return relative === '' ? this.base : path.posix.join(this.base, relative);
  }

  /** What the server refuses; that the connection broke is said by others. */
  private unreadable(error: unknown, relative: string): Error {
    if (!(error instanceof FTPError)) return error instanceof Error ? error : new Error(String(error));
    return new AppError('source-unreadable', { path: relative }, { cause: error, retryable: true });
  }
}

/** Some servers say fractions in one answer and none in another. */
function wholeSeconds(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}
