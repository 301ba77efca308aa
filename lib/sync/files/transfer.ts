import 'server-only';
import { AppError } from '../../errors';
import type { FilesAnswer } from '../../protocol/files';
import type { OutcomeInput, RunContext, StepProgress } from '../../runs/run';
import { type FileStorage, storage } from '../../storage/storage';
import type { FileClient } from './client';
import { FilesToSend } from './marker';
import { type WantedFile, wantedFiles } from './to-fetch';
import type { NamedFile, SendableFile } from './to-send';
import { type FileTools, fetchFile, sendFile } from './work';

export interface MissingFile extends NamedFile {
  /** Neither side has it; else another site owns it and has yet to bring it. */
  own: boolean;
}

export interface FileTransferResult {
  sent: number;
  received: number;
  /** Of what was sent and received. */
  bytes: number;
  /** At most the first thousand. */
  missing: MissingFile[];
  /** Own files that are missing, and transfers that failed: not plain green. */
  problems: number;
}

const AT_ONCE = 4;
const MOST_ROUNDS = 100_000;
const MOST_NAMED = 1_000;
/** So many files that fail in a row mean that it is not the files' fault: the step ends, and the next run goes on. */
const MOST_FAILURES_IN_A_ROW = 8;
/** Errors that every other file would meet too. */
const OF_ALL_FILES = new Set([
  'token-refused',
  'site-disabled',
  'other-installation',
  'version-too-old',
  'version-too-new',
  'storage-full',
  'storage-unavailable',
  'storage-denied',
]);

/**
 * Brings bytes that one side has to the other, both ways, several at once; asks nothing when nothing is new. What goes
 * wrong here is an outcome and never fails the run: records do not wait for files.
 */
export async function transferFiles(
  context: RunContext,
  client: FileClient,
  progress: StepProgress,
  files: FileStorage = storage(),
): Promise<FileTransferResult> {
  return new FileTransfer(context, { db: context.db, client, files, signal: context.signal }, progress).run();
}

class FileTransfer {
  private readonly result: FileTransferResult = { sent: 0, received: 0, bytes: 0, missing: [], problems: 0 };
  private readonly named = new Set<string>();
  private total: number;
  private done: number;
  private failuresInARow = 0;
  private stopped = false;

  constructor(
    private readonly context: RunContext,
    private readonly tools: FileTools,
    private readonly progress: StepProgress,
  ) {
    this.done = progress.done;
    this.total = progress.done;
  }

  async run(): Promise<FileTransferResult> {
    const toSend = await FilesToSend.begin(this.context.db);
    const toFetch = wantedFiles(this.context.db);
    let sending = true;
    for (let round = 0; round < MOST_ROUNDS && !this.stopped; round++) {
      const send = sending ? await toSend.next() : [];
      const want = (await toFetch.next()).value ?? [];
      if (send.length === 0 && want.length === 0) break;
      const unsent = await this.exchange(send, want);
      if (this.stopped) break;
      if (send.length > 0) sending = toSend.settle(send, unsent);
    }
    if (toSend.isWorthSaving()) await this.context.transaction((tx) => toSend.save(tx));
    return this.result;
  }

  /** One question and what follows from it; answers the files that the central server still does not have. */
  private async exchange(send: readonly SendableFile[], want: readonly WantedFile[]): Promise<Set<string>> {
    const unsent = new Set<string>();
    const answer = await this.ask(send, want);
    if (!answer) return unsent;
    for (const sha256 of answer.unknown) unsent.add(sha256);
    const held = new Map(answer.wanted.map((file) => [file.sha256, file.heldBytes]));
    const sizes = new Map(answer.given.map((file) => [file.sha256, file.sizeBytes]));
    const uploads = send.filter((file) => file.here && held.has(file.sha256));
    for (const file of send) if (!file.here && held.has(file.sha256)) unsent.add(file.sha256);
    const downloads = want.filter((file) => sizes.has(file.sha256));
    this.total += uploads.length + downloads.length;
    await this.inParallel([
      ...uploads.map((file) => () => this.upload(file, held.get(file.sha256) ?? 0, unsent)),
      ...downloads.map((file) => () => this.download(file, sizes.get(file.sha256) ?? 0)),
    ]);
    await this.nameMissing(want.filter((file) => !sizes.has(file.sha256)));
    return unsent;
  }

  private async ask(send: readonly SendableFile[], want: readonly WantedFile[]): Promise<FilesAnswer | null> {
    try {
      return await this.tools.client.ask({
        has: send.map((file) => file.sha256),
        wants: want.map((file) => file.sha256),
      });
    } catch (error) {
      await this.stop(error);
      return null;
    }
  }

  private async upload(file: SendableFile, held: number, unsent: Set<string>): Promise<void> {
    this.progress.report(this.done, this.total, file.name);
    try {
      const bytes = await sendFile(this.tools, file.sha256, held);
      this.result.bytes += bytes;
      this.result.sent++;
      this.failuresInARow = 0;
    } catch (error) {
      unsent.add(file.sha256);
      // Its record is not there yet: the next run asks again.
      if (!(error instanceof AppError) || error.code !== 'not-found') await this.note(file, error);
    }
    this.progress.report(++this.done, this.total);
  }

  private async download(file: WantedFile, sizeBytes: number): Promise<void> {
    this.progress.report(this.done, this.total, file.name);
    try {
      await fetchFile(this.tools, file.sha256, sizeBytes);
      this.result.bytes += sizeBytes;
      this.result.received++;
      this.failuresInARow = 0;
    } catch (error) {
      // Taken back since the question was answered.
      if (error instanceof AppError && error.code === 'not-found') await this.nameMissing([file]);
      else await this.note(file, error);
    }
    this.progress.report(++this.done, this.total);
  }

  private async nameMissing(files: readonly WantedFile[]): Promise<void> {
    const added = files.filter(
      (file) => !this.named.has(file.sha256) && this.named.size < MOST_NAMED && this.named.add(file.sha256),
    );
    this.result.missing.push(...added);
    this.result.problems += files.filter((file) => file.own).length;
    await this.context.addOutcomes(
      this.context.db,
      added.map((file) =>
        file.own ? outcome(file, 'noted', 'warning', 'file-missing') : outcome(file, 'noted', 'note', 'file-awaited'),
      ),
    );
  }

  private async note(file: NamedFile, error: unknown): Promise<void> {
    this.context.signal.throwIfAborted();
    if (!(error instanceof AppError) || OF_ALL_FILES.has(error.code)) return this.stop(error);
    if (this.stopped) return;
    this.result.problems++;
    await this.context.addOutcomes(this.context.db, [outcome(file, 'failed', 'error', error.code, error.details)]);
    if (++this.failuresInARow >= MOST_FAILURES_IN_A_ROW) this.stopped = true;
  }

  /** What is not one file's fault ends the step. */
  private async stop(error: unknown): Promise<void> {
    this.context.signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    if (this.stopped) return;
    this.stopped = true;
    this.result.problems++;
    await this.context.addOutcomes(this.context.db, [
      { outcome: 'failed', severity: 'error', code: error.code, params: error.details },
    ]);
  }

  /** A bug in one ends the step when the others under way have ended. */
  private async inParallel(jobs: readonly (() => Promise<void>)[]): Promise<void> {
    const queue = jobs.values();
    const work = async () => {
      for (const job of queue) {
        if (this.stopped) return;
        await job();
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, jobs.length) }, work));
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  }
}

function outcome(
  { sha256, name, propertyId, property }: NamedFile,
  kind: OutcomeInput['outcome'],
  severity: OutcomeInput['severity'],
  code: string,
  details: OutcomeInput['params'] = {},
): OutcomeInput {
  const params = { ...details, name, sha256 };
  return { table: 'properties', recordId: propertyId, label: property, outcome: kind, severity, code, params };
}
