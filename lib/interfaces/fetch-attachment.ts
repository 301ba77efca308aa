import 'server-only';
import { Readable } from 'node:stream';
import { AppError } from '../errors';
import { fetchGuarded } from '../net/fetch-guarded';
import { isListedHost } from '../net/host-list';
import { type Network, network } from '../net/network';
import { LIMITS } from '../openimmo/limits';
import { discardFile, type ReceivedFile, receiveFile } from '../storage/store-file';
import type { OutcomeCode } from './codes';
import type { ImportJob } from './import-types';

/** What became of an address: bytes in the storage's waiting room, or why there are none. */
export type FetchedAttachment =
  | { state: 'received'; file: ReceivedFile }
  | { state: 'refused'; code: OutcomeCode; params: Record<string, string | number> };

/** An address and what became of it; `isNew`: its bytes were not handed out before. */
export interface FetchedAddress {
  url: string;
  answer: FetchedAttachment;
  isNew: boolean;
}

const TOTAL_MS = 120_000;
const AT_ONCE = 4;
/** A host that did not answer so often in a row is not asked again in this import. */
const MOST_FAILURES = 3;

/**
 * Fetches attachments that a delivery only gives an address of (rule 22): over HTTPS, from the hosts that the interface
 * allows, never from the own network, also after redirects; bounded in size and time. What the storage refuses is thrown,
 * everything else is an answer.
 */
export class AttachmentFetcher {
  private readonly network: Network;
  private readonly failures = new Map<string, number>();
  private readonly answers = new Map<string, FetchedAttachment>();

  constructor(private readonly job: ImportJob) {
    this.network = { ...(job.places.network ?? network()), mostBytes: LIMITS.attachmentBytes };
  }

  /** Each address once, a few at a time. What was received belongs to the caller. */
  async *fetchAll(addresses: readonly string[]): AsyncGenerator<FetchedAddress> {
    for (let start = 0; start < addresses.length; start += AT_ONCE) {
      this.job.context.signal.throwIfAborted();
      const batch = addresses.slice(start, start + AT_ONCE);
      const fetched = await Promise.allSettled(batch.map((url) => this.answers.get(url) ?? this.fetch(url)));
      const failed = fetched.find((one) => one.status === 'rejected');
      for (const [index, url] of batch.entries()) {
        const one = fetched[index];
        if (one?.status !== 'fulfilled') continue;
        const isNew = !this.answers.has(url);
        if (failed && isNew && one.value.state === 'received') await discardFile(one.value.file);
        this.answers.set(url, one.value);
        if (!failed) yield { url, answer: one.value, isNew };
      }
      if (failed) throw failed.reason;
    }
  }

  private async fetch(address: string): Promise<FetchedAttachment> {
    const url = new URL(address);
    const { host } = url;
    if (url.protocol !== 'https:') return refused('A-url-refused', { host, reason: 'http' });
    if ((this.failures.get(host) ?? 0) >= MOST_FAILURES) return refused('A-url-failed', { host, reason: 'silent' });
    try {
      const file = await this.receive(url);
      this.failures.delete(host);
      return { state: 'received', file };
    } catch (error) {
      const { signal } = this.job.context;
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof AppError) || error.code.startsWith('storage-')) throw error;
      if (error.code === 'source-unreachable' || error.code === 'source-timed-out') {
        this.failures.set(host, (this.failures.get(host) ?? 0) + 1);
      }
      return explain(error, host);
    }
  }

  private async receive(url: URL): Promise<ReceivedFile> {
    const { context, places, iface } = this.job;
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(TOTAL_MS)]);
    const accepts = (host: string) => isListedHost(host, iface.rules.attachmentHosts);
    const answer = await fetchGuarded(this.network, url, { accepts, signal });
    if (answer.status !== 200) {
      answer.close();
      throw new AppError('source-answer', { host: url.host, status: answer.status });
    }
    return receiveFile(places.storage, Readable.from(answer.body, { objectMode: false }), { signal: context.signal });
  }
}

function explain({ code, details }: AppError, host: string): FetchedAttachment {
  switch (code) {
    case 'source-not-https':
      return refused('A-url-refused', { host, reason: 'http' });
    case 'source-address-refused':
      return refused('A-url-refused', { host, reason: details.address === '–' ? 'host' : 'address' });
    case 'source-too-large':
      return refused('A-url-too-big', { host, limitMb: Math.floor(LIMITS.attachmentBytes / (1024 * 1024)) });
    case 'source-answer':
      return refused('A-url-failed', { host, reason: `HTTP ${details.status}` });
    case 'source-timed-out':
      return refused('A-url-failed', { host, reason: 'timeout' });
    default:
      return refused('A-url-failed', { host, reason: String(details.kind ?? 'redirects').replaceAll('-', '_') });
  }
}

function refused(code: OutcomeCode, params: Record<string, string | number>): FetchedAttachment {
  return { state: 'refused', code, params };
}
