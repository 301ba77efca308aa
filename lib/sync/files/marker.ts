import 'server-only';
import { clampCursor } from '../../changelog/read';
import type { Db, Tx } from '../../db/client';
import { readState, writeState } from '../state';
import { describeFiles, readAllFiles, readChangedFiles, type SendableFile } from './to-send';

/** How many the central server does not have yet are remembered one by one. */
const MOST_OPEN = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Marker {
  epoch: number;
  /** In this site's changelog: what changed up to there was asked about. */
  position: number;
  /** While all own attachments are looked at, those of before the position: up to which id. */
  scan: string | null;
  /** What the central server could not be given: its record was not there yet, or the bytes were not here. */
  open: string[];
}

/**
 * Which own files the central server was asked about. Goes forward page by page: first what is open, then everything
 * (the first time, and when asked to), then what changed and was pushed since. Without new attachments nothing is asked.
 */
export class FilesToSend {
  private page: 'open' | 'scan' | 'changes' = 'open';
  private last: string | null = null;
  private worthSaving = false;

  private constructor(
    private readonly db: Db,
    /** Up to where the central server knows the records. */
    private readonly end: { epoch: number; position: number },
    private readonly marker: Marker,
  ) {}

  static async begin(db: Db): Promise<FilesToSend> {
    const end = (await readState(db, 'push-cursor')) ?? { epoch: 0, position: 0 };
    const saved = await readState(db, 'files-sent');
    if (!saved) return new FilesToSend(db, end, { ...end, scan: FIRST_ID, open: [] });
    const { position, doubt } = await clampCursor(db, saved);
    const scan = doubt ? FIRST_ID : saved.scan;
    const files = new FilesToSend(db, end, { ...saved, epoch: end.epoch, position, scan });
    files.worthSaving = saved.epoch !== end.epoch;
    return files;
  }

  /** The next files to ask about; empty: that was all. */
  async next(): Promise<SendableFile[]> {
    if (this.page === 'open') {
      const open = await describeFiles(this.db, this.marker.open);
      this.marker.open = open.map((file) => file.sha256);
      if (open.length > 0) return open;
      this.advance();
    }
    while (this.marker.scan !== null || this.marker.position < this.end.position) {
      const page = await this.readPage();
      this.last = page.last;
      if (page.files.length > 0) return page.files;
      this.advance();
    }
    return [];
  }

  private async readPage() {
    return this.marker.scan === null
      ? readChangedFiles(this.db, this.marker.position, this.end.position)
      : readAllFiles(this.db, this.marker.scan);
  }

  /** The central server now has the last page but for `unsent`. False: too many are open, what follows must wait. */
  settle(page: readonly SendableFile[], unsent: ReadonlySet<string>): boolean {
    const asked = new Set(page.map((file) => file.sha256));
    const open = new Set([...this.marker.open.filter((sha256) => !asked.has(sha256)), ...unsent]);
    if (open.size > MOST_OPEN) return false;
    this.marker.open = [...open];
    this.worthSaving = true;
    this.advance();
    return true;
  }

  private advance(): void {
    const { page, marker, last } = this;
    if (page === 'scan') {
      marker.scan = last;
      this.worthSaving = true;
    }
    if (page === 'changes') {
      marker.position = last === null ? this.end.position : Number(last);
      this.worthSaving = true;
    }
    this.page = marker.scan === null ? 'changes' : 'scan';
  }

  isWorthSaving(): boolean {
    return this.worthSaving;
  }

  async save(tx: Tx): Promise<void> {
    await writeState(tx, 'files-sent', this.marker);
  }
}

/** Lets the next run ask about all own files once more: where the central server may have lost some. */
export async function recheckFiles(tx: Db | Tx): Promise<void> {
  const saved = await readState(tx, 'files-sent');
  if (saved) await writeState(tx, 'files-sent', { ...saved, scan: FIRST_ID });
}
