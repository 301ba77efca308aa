import type { AttachmentRecord } from '../openimmo/types';
import type { OutcomeCode } from './codes';
import type { PreparedAttachments } from './import-types';
import type { ReceivedFiles } from './received-files';

/** A record that is going to be written, and its property. */
export interface WrittenRecord {
  seq: number;
  id: string;
}

/** An attachment, and the record that names it: as which of its attachments. */
export interface Wanted {
  record: WrittenRecord;
  index: number;
  attachment: AttachmentRecord;
}

/** Bytes that came; null: they could not be had, and that has been said. */
export type Content = { sha256: string; mediaType: string } | null;

const PICTURE_GROUPS = new Set(['TITELBILD', 'BILD', 'INNENANSICHTEN', 'AUSSENANSICHTEN', 'PANORAMA', 'ANBIETERLOGO']);

/** What becomes of attachments: where each record's bytes are, and what is to be said of them. */
export class AttachmentSets {
  constructor(
    private readonly prepared: PreparedAttachments,
    private readonly received: ReceivedFiles,
  ) {}

  begin({ seq }: WrittenRecord, count: number): void {
    this.prepared.contents.set(seq, new Array<string | null>(count).fill(null));
  }

  add(wanted: Wanted, content: Content): void {
    const { group } = wanted.attachment;
    const isWrong = content !== null && PICTURE_GROUPS.has(group ?? '') && !isPicture(content.mediaType);
    if (isWrong) this.say(wanted, 'A-not-image');
    if (content !== null) this.noteOrigin(wanted, content.sha256);
    const contents = this.prepared.contents.get(wanted.record.seq);
    if (contents && content !== null && !isWrong) contents[wanted.index] = content.sha256;
  }

  say({ record, attachment }: Wanted, code: OutcomeCode, params: Record<string, string | number> = {}): void {
    const said = this.prepared.outcomes.get(record.seq) ?? [];
    const name = attachment.name ?? attachment.title ?? '–';
    said.push({ outcome: 'noted', severity: 'warning', code, params: { name, ...params }, line: attachment.line });
    this.prepared.outcomes.set(record.seq, said);
  }

  private noteOrigin({ record, attachment }: Wanted, sha256: string): void {
    const name = attachment.name ?? attachment.title ?? sha256.slice(0, 12);
    this.received.noteOrigin({ sha256, propertyId: record.id, name });
  }
}

function isPicture(mediaType: string): boolean {
  return mediaType !== 'application/octet-stream' && mediaType !== 'text/html';
}
