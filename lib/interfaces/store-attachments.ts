import 'server-only';
import { Readable } from 'node:stream';
import { AppError } from '../errors';
import { LIMITS } from '../openimmo/limits';
import type { AttachmentRecord } from '../openimmo/types';
import type { DeliveredAttachment } from '../properties/plan-attachments';
import type { StepProgress } from '../runs/run';
import { type ReceivedFile, receiveFile } from '../storage/store-file';
import type { OutcomeCode } from './codes';
import { AttachmentFetcher } from './fetch-attachment';
import type { ImportJob, PreparedAttachments } from './import-types';
import { ReceivedFiles } from './received-files';
import { countAttachments, readDetails } from './staged-records';

/** A record that is going to be written, and its property. */
export interface WrittenRecord {
  seq: number;
  id: string;
}

const RECORDS_PER_READ = 100;
const PICTURE_GROUPS = new Set(['TITELBILD', 'BILD', 'INNENANSICHTEN', 'AUSSENANSICHTEN', 'PANORAMA', 'ANBIETERLOGO']);

/** Brings the bytes of all attachments of these records into storage, each content once, before anything refers to them. */
export async function storeAttachments(
  job: ImportJob,
  records: readonly WrittenRecord[],
  prepared: PreparedAttachments,
  progress: StepProgress,
): Promise<void> {
  await new AttachmentStore(job, prepared, progress).store(records);
}

interface Wanted {
  record: WrittenRecord;
  attachment: AttachmentRecord;
}

class AttachmentStore {
  /** Location -> its content; null: cannot be had, and has been said. */
  private readonly contents = new Map<string, { sha256: string; mediaType: string } | null>();
  private readonly received: ReceivedFiles;
  private readonly inline = new Map<string, Wanted[]>();
  /** Address -> what names it, until it is fetched. */
  private readonly remote = new Map<string, Wanted[]>();
  private readonly fetcher: AttachmentFetcher;
  private readonly before: number;
  private done = 0;
  private total = 0;

  constructor(
    private readonly job: ImportJob,
    private readonly prepared: PreparedAttachments,
    private readonly progress: StepProgress,
  ) {
    this.before = progress.done;
    this.received = new ReceivedFiles(job);
    this.fetcher = new AttachmentFetcher(job);
  }

  async store(records: readonly WrittenRecord[]): Promise<void> {
    const { context, importId } = this.job;
    this.total = await countAttachments(
      context.db,
      importId,
      records.map(({ seq }) => seq),
    );
    try {
      for (let start = 0; start < records.length; start += RECORDS_PER_READ) {
        context.signal.throwIfAborted();
        const batch = records.slice(start, start + RECORDS_PER_READ);
        const bySeq = new Map(batch.map((record) => [record.seq, record]));
        for (const { seq, attachments } of await readDetails(context.db, importId, [...bySeq.keys()])) {
          const record = bySeq.get(seq);
          if (record && attachments !== null) await this.storeSet(record, attachments);
        }
        await this.storeRemote();
        await this.received.claimIfMany();
      }
      await this.storeInline();
      await this.received.claim();
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
    this.prepared.sets.set(record.seq, []);
    for (const attachment of attachments) {
      const { location } = attachment;
      if (location.kind === 'url') {
        addTo(this.remote, location.url, { record, attachment });
        continue;
      }
      if (location.kind === 'base64') {
        addTo(this.inline, location.sha256, { record, attachment });
        continue;
      }
      this.addFile({ record, attachment }, await this.open({ record, attachment }));
      this.report(1);
    }
  }

  private async open({ record, attachment }: Wanted): Promise<{ sha256: string; mediaType: string } | null> {
    const { location } = attachment;
    if (location.kind !== 'entry' && location.kind !== 'sibling') return null;
    const key = `${location.kind}:${location.path}`;
    const known = this.contents.get(key);
    if (known !== undefined) return known;
    const content = await this.receive({ record, attachment }, () => this.job.opened.openAttachment(location));
    this.contents.set(key, content);
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
      this.say(wanted, 'A-unreadable');
      return null;
    }
  }

  private addFile(wanted: Wanted, file: { sha256: string; mediaType: string } | null): void {
    if (file) this.noteOrigin(wanted, file.sha256);
    if (file && PICTURE_GROUPS.has(wanted.attachment.group ?? '') && !isPicture(file.mediaType)) {
      this.say(wanted, 'A-not-image');
      this.add(wanted, null);
      return;
    }
    this.add(wanted, file && { sha256: file.sha256 });
  }

  private noteOrigin({ record, attachment }: Wanted, sha256: string): void {
    const name = attachment.name ?? attachment.title ?? sha256.slice(0, 12);
    this.received.noteOrigin({ sha256, propertyId: record.id, name });
  }

  private add({ record, attachment }: Wanted, content: DeliveredAttachment['content']): void {
    const { position, group, title, name } = attachment;
    this.prepared.sets.get(record.seq)?.push({ position, group, title, name, content });
  }

  private say({ record, attachment }: Wanted, code: OutcomeCode, params: Record<string, string | number> = {}): void {
    const said = this.prepared.outcomes.get(record.seq) ?? [];
    said.push({
      outcome: 'noted',
      severity: 'warning',
      code,
      params: { name: attachment.name ?? attachment.title ?? '–', ...params },
      line: attachment.line,
    });
    this.prepared.outcomes.set(record.seq, said);
  }

  /** What cannot be had is said, and the record is applied all the same. */
  private async storeRemote(): Promise<void> {
    for await (const { url, answer, isNew } of this.fetcher.fetchAll([...this.remote.keys()])) {
      if (answer.state === 'received' && isNew) this.received.add(answer.file);
      const places = this.remote.get(url) ?? [];
      for (const place of places) {
        if (answer.state === 'refused') this.say(place, answer.code, answer.params);
        this.addFile(place, answer.state === 'received' ? answer.file : null);
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
      for (const place of places) this.addFile(place, file);
      this.report(places.length);
    }
  }
}

/** Not the delivery's fault, and over soon: the run is tried again. */
const PASSING = new Set(['source-unreachable', 'source-timed-out']);

/** The delivery's fault: damaged, too big, gone from beside the XML. What the storage refuses is the host's. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof AppError) return !error.code.startsWith('storage-') && !PASSING.has(error.code);
  return typeof (error as NodeJS.ErrnoException).code === 'string' && !('severity' in Object(error));
}

function isPicture(mediaType: string): boolean {
  return mediaType !== 'application/octet-stream' && mediaType !== 'text/html';
}

/** In place: a logo may stand in every record of a delivery. */
function addTo(places: Map<string, Wanted[]>, key: string, wanted: Wanted): void {
  const known = places.get(key);
  if (known) known.push(wanted);
  else places.set(key, [wanted]);
}
