import 'server-only';
import { Readable } from 'node:stream';
import type { InterfaceSource } from '../db/schema/interfaces';
import { AppError } from '../errors';
import { fetchGuarded, type GuardedAnswer, type GuardedRequest } from '../net/fetch-guarded';
import type { Network } from '../net/network';
import { fetchFile } from './fetch-file';
import { type ListedLink, readIndexPage } from './https-index';
import type { Remote, RemoteSession } from './remote';
import { isDeliveryName, isSafePath, type Source, type SourceFile } from './source';
import type { SourceSecrets } from './source-secrets';

type HttpsSettings = Extract<InterfaceSource, { kind: 'https' }>;

const MOST_INDEX_BYTES = 8 * 1024 * 1024;
const MOST_LINKS = 2_000;
const AT_ONCE = 4;
/** A server that marks no version is asked again after this; the same bytes change nothing. */
const UNMARKED_FOR_MS = 10 * 60_000;

/**
 * Deliveries behind an address: the file itself, or those that a page below it lists. Which version it is say ETag and
 * Last-Modified. Throws `source-login-refused`, `source-answer`, `source-no-listing`, and what the network throws.
 */
export function openHttps(settings: HttpsSettings, secrets: SourceSecrets, network: Network): Source {
  const site = new HttpsSite(settings, secrets, network);
  const remote: Remote = { host: site.base.host, network, connect: async (signal) => site.session(signal) };
  return {
    list: (signal) => site.list(signal),
    open: (path, signal) => {
      if (!isSafePath(path)) throw new AppError('delivery-unknown', { path });
      return fetchFile(remote, path, signal);
    },
  };
}

class HttpsSite {
  readonly base: URL;
  private version: string | null = null;

  constructor(
    private readonly settings: HttpsSettings,
    private readonly secrets: SourceSecrets,
    private readonly network: Network,
  ) {
    this.base = new URL(settings.url);
  }

  async *list(caller?: AbortSignal): AsyncGenerator<SourceFile> {
    const total = AbortSignal.timeout(this.network.totalMs);
    const signal = caller ? AbortSignal.any([caller, total]) : total;
    if (!this.settings.listing) {
      const file = await this.describe(nameOfFile(this.base), signal);
      if (!file) throw new AppError('source-answer', { host: this.base.host, status: 404 });
      yield file;
      return;
    }
    const links = await this.readIndex(signal);
    for (let start = 0; start < links.length; start += AT_ONCE) {
      const described = links.slice(start, start + AT_ONCE).map((link) => this.describeLink(link, signal));
      // What vanished since the page was made is not there.
      for (const file of await Promise.all(described)) if (file) yield file;
    }
  }

  session(signal: AbortSignal): RemoteSession {
    return {
      entries: async () => [],
      describe: (path) => this.describe(path, signal),
      read: (path, start) => this.read(path, start, signal),
      remove: async () => undefined,
      close: () => undefined,
    };
  }

  private async readIndex(signal: AbortSignal): Promise<ListedLink[]> {
    const { host } = this.base;
    const answer = await this.ask(this.base, { mostBytes: MOST_INDEX_BYTES, signal });
    try {
      if (answer.status !== 200) throw this.refusal(answer.status);
      const chunks: Buffer[] = [];
      for await (const chunk of answer.body) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('utf8');
      const links = readIndexPage(text, String(answer.headers['content-type'] ?? ''), answer.url, this.base);
      if (links === null) throw new AppError('source-no-listing', { host });
      const wanted = links.filter(({ path }) => isSafePath(path) && isDeliveryName(path.split('/').at(-1) ?? ''));
      if (wanted.length > MOST_LINKS) throw new AppError('source-too-many-files', { limit: MOST_LINKS });
      return wanted;
    } finally {
      answer.close();
    }
  }

  private describeLink({ path, sizeBytes, modifiedAt }: ListedLink, signal: AbortSignal): Promise<SourceFile | null> {
    if (sizeBytes === null || modifiedAt === null) return this.describe(path, signal);
    return Promise.resolve({ path, sizeBytes, modifiedAt, version: null });
  }

  /** By HEAD, or by a GET that is given up, where a server knows no HEAD. */
  private async describe(path: string, signal: AbortSignal): Promise<SourceFile | null> {
    const url = this.addressOf(path);
    let answer = await this.ask(url, { method: 'HEAD', signal });
    answer.close();
    if (answer.status === 405 || answer.status === 501) {
      answer = await this.ask(url, { signal });
      answer.close();
    }
    if (answer.status === 404 || answer.status === 410) return null;
    if (answer.status !== 200) throw this.refusal(answer.status);
    const { etag } = answer.headers;
    const sizeBytes = Number(answer.headers['content-length'] ?? 0);
    const version = etag ?? null;
    return { path, sizeBytes, modifiedAt: momentOf(answer, version), version, complete: true };
  }

  /** Goes on in the middle only while it is the same version. */
  private async read(path: string, start: number, signal: AbortSignal) {
    const version = this.version;
    const resumes = start > 0 && version !== null && !version.startsWith('W/');
    const headers = resumes ? { range: `bytes=${start}-`, 'if-range': version } : undefined;
    const answer = await this.ask(this.addressOf(path), { ...(headers && { headers }), signal });
    if (answer.status !== 200 && answer.status !== 206) {
      answer.close();
      if (answer.status === 404 || answer.status === 410) throw new AppError('delivery-unknown', { path });
      throw this.refusal(answer.status);
    }
    this.version = answer.headers.etag ?? null;
    const stream = Readable.from(answer.body, { objectMode: false });
    stream.on('error', () => undefined).once('close', () => answer.close());
    return { stream, from: answer.status === 206 ? start : 0 };
  }

  private ask(url: URL, asked: GuardedRequest): Promise<GuardedAnswer> {
    const { user } = this.settings;
    const credentials = user === null ? undefined : { user, password: this.secrets.password ?? '' };
    return fetchGuarded(this.network, url, { ...asked, credentials });
  }

  private addressOf(path: string): URL {
    if (!this.settings.listing) return this.base;
    return new URL(path.split('/').map(encodeURIComponent).join('/'), folderOf(this.base));
  }

  private refusal(status: number): AppError {
    const { host } = this.base;
    if (status === 401 || status === 403) {
      return new AppError('source-login-refused', { host, user: this.settings.user ?? '–' });
    }
    return new AppError('source-answer', { host, status }, { retryable: status >= 500 || status === 429 });
  }
}

/** `https://host/a/list.html` lists what lies below `https://host/a/`. */
const folderOf = (url: URL): URL => new URL('.', `${url.origin}${url.pathname}`);

function nameOfFile(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? '';
  const name = decode(last).replace(/[/\\\p{Cc}\p{Cs}]/gu, '_');
  return isDeliveryName(name) ? name.slice(-200) : 'delivery.zip';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function momentOf({ headers }: GuardedAnswer, version: string | null): Date {
  const said = Date.parse(String(headers['last-modified'] ?? ''));
  if (!Number.isNaN(said)) return new Date(said);
  if (version !== null) return new Date(0);
  return new Date(Math.floor(Date.now() / UNMARKED_FOR_MS) * UNMARKED_FOR_MS);
}
