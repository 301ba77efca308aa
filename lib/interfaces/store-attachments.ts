import 'server-only';
import { Readable } from 'node:stream';
import { AppError } from '../errors';
import { LIMITS } from '../openimmo/limits';
import type { AttachmentRecord } from '../openimmo/types';
import type { StepProgress } from '../runs/run';
import { type ReceivedFile, receiveFile } from '../storage/store-file';
import { AttachmentSets, type Content, type Wanted, type WrittenRecord } from './attachment-sets';
import { AttachmentFetcher } from './fetch-attachment';
import type { ImportJob, PreparedAttachments } from './import-types';
import { ReceivedFiles } from './received-files';
import { countAttachments, readAttachmentSets } from './staged-records';

/** Brings the bytes of all attachments of these records into storage, each content once, before anything refers to them. */
export async function storeAttachments(
  job: ImportJob,
  records: readonly WrittenRecord[],
  prepared: PreparedAttachments,
  progress: StepProgress,
): Promise<void> {
  if (records.length === 0) progress.report(progress.done, progress.done);
  else await new AttachmentStore(job, prepared, progress).store(records);
}

class AttachmentStore {
  private readonly contents = new Map<string, Content>();
  private readonly received: ReceivedFiles;
  private readonly sets: AttachmentSets;
  /** By the hash of what stands in the XML, until it is read again. */
  private readonly inline = new Map<string, Wanted[]>();
  /** Address -> what names it, until it is fetched. */
  private readonly remote = new Map<string, Wanted[]>();
  private readonly fetcher: AttachmentFetcher;
  private readonly before: number;
  private done = 0;
  private total = 0;

  constructor(
    private readonly job: ImportJob,
    prepared: PreparedAttachments,
    private readonly progress: StepProgress,
  ) {
    this.before = progress.done;
    this.received = new ReceivedFiles(job);
    this.sets = new AttachmentSets(prepared, this.received);
    this.fetcher = new AttachmentFetcher(job);
  }

  async store(records: readonly WrittenRecord[]): Promise<void> {
    const { context, importId } = this.job;
    const seqs = records.map(({ seq }) => seq);
    this.total = await countAttachments(context.db, importId, seqs);
    const bySeq = new Map(records.map((record) => [record.seq, record]));
    try {
      for await (const sets of readAttachmentSets(context.db, importId, seqs)) {
        context.signal.throwIfAborted();
        for (const { seq, attachments } of sets) {
          const record = bySeq.get(seq);
          if (record) await this.storeSet(record, attachments);
        }
        await this.storeRemote();
        await this.received.claimIfMany();
      }
      await this.storeInline();
      await this.received.claimRest();
    } finally {
      await this.received.discard();
    }
    this.report(this.total - this.done);
  }

  private report(more: number): void {
    this.done += more;
    this.progress.report(this.before + this.done, this.before + this.total);
  }

  private async storeSet(record: WrittenRecord, attachments: AttachmentRecord[]): Promise<void> {
    this.sets.begin(record, attachments.length);
    for (const [index, attachment] of attachments.entries()) {
      const { location } = attachment;
      const wanted = { record, index, attachment };
      if (location.kind === 'url') addTo(this.remote, location.url, wanted);
      else if (location.kind === 'base64') addTo(this.inline, location.sha256, wanted);
      else {
        const known = this.contents.get(keyOf(location));
        this.sets.add(wanted, known === undefined ? await this.open(wanted) : known);
        this.report(1);
      }
    }
  }

  private async open(wanted: Wanted): Promise<Content> {
    const { location } = wanted.attachment;
    if (location.kind !== 'entry' && location.kind !== 'sibling') return null;
    const content = await this.receive(wanted, () => this.job.opened.openAttachment(location));
    this.contents.set(keyOf(location), content);
    return content;
  }

  /** Null: the delivery's bytes cannot be read. What the storage refuses is thrown. */
  private async receive(wanted: Wanted, open: () => Promise<Readable>): Promise<ReceivedFile | null> {
    const { context, places } = this.job;
    await this.received.claimIfMany();
    try {
      const limits = { limitBytes: LIMITS.attachmentBytes, signal: context.signal };
      const file = await receiveFile(places.storage, await open(), limits);
      this.received.add(file);
      return file;
    } catch (error) {
      if (context.signal.aborted || !isUnreadable(error)) throw error;
      this.sets.say(wanted, 'A-unreadable');
      return null;
    }
  }

  /** What cannot be had is said, and the record is applied all the same. */
  private async storeRemote(): Promise<void> {
    for await (const { url, answer, isNew } of this.fetcher.fetchAll([...this.remote.keys()])) {
      if (answer.state === 'received' && isNew) this.received.add(answer.file);
      const places = this.remote.get(url) ?? [];
      for (const place of places) {
        if (answer.state === 'refused') this.sets.say(place, answer.code, answer.params);
        this.sets.add(place, answer.state === 'received' ? answer.file : null);
      }
      this.report(places.length);
      await this.received.claimIfMany();
    }
    this.remote.clear();
  }

  /** The XML is read once more for all contents that stand in it. */
  private async storeInline(): Promise<void> {
    if (this.inline.size === 0) return;
    const { opened, context } = this.job;
    const wanted = new Set(this.inline.keys());
    for await (const { sha256, bytes } of opened.inlineAttachments(wanted, { signal: context.signal })) {
      const places = this.inline.get(sha256) ?? [];
      const [first] = places;
      if (!first) continue;
      const file = await this.receive(first, async () => Readable.from([bytes]));
      for (const place of places) this.sets.add(place, file);
      this.report(places.length);
    }
  }
}

const keyOf = (location: AttachmentRecord['location']): string =>
  'path' in location ? `${location.kind}:${location.path}` : location.kind;

/** Not the delivery's fault, and over soon: the run is tried again. */
const PASSING = new Set(['source-unreachable', 'source-timed-out']);

/** The delivery's fault: damaged, too big, gone from beside the XML. What the storage refuses is the host's. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof AppError) return !error.code.startsWith('storage-') && !PASSING.has(error.code);
  return typeof (error as NodeJS.ErrnoException).code === 'string' && !('severity' in Object(error));
}

/** In place: a logo may stand in every record of a delivery. */
function addTo(places: Map<string, Wanted[]>, key: string, wanted: Wanted): void {
  const known = places.get(key);
  if (known) known.push(wanted);
  else places.set(key, [wanted]);
}
