import 'server-only';
import { claimFiles, type FileOrigin, markStored } from '../storage/claim-files';
import { discardFile, keepFile, type ReceivedFile } from '../storage/store-file';
import type { ImportJob } from './import-types';

const FILES_PER_CLAIM = 50;
const ORIGINS_PER_CLAIM = 2_000;

interface Claim {
  files: ReceivedFile[];
  origins: FileOrigin[];
}

/**
 * Files of an import that lie in the storage's waiting room, until the database says that they are needed. While one claim
 * is under way, the next files are received.
 */
export class ReceivedFiles {
  private next: Claim = { files: [], origins: [] };
  private current: Claim | null = null;
  private underWay: Promise<void> | null = null;
  private readonly named = new Set<string>();

  constructor(private readonly job: ImportJob) {}

  add(file: ReceivedFile): void {
    this.next.files.push(file);
  }

  /** Of each content the first place says enough: the others are known by their attachments, once these are there. */
  noteOrigin(origin: FileOrigin): void {
    if (this.named.has(origin.sha256)) return;
    this.named.add(origin.sha256);
    this.next.origins.push(origin);
  }

  async claimIfMany(): Promise<void> {
    const { files, origins } = this.next;
    if (files.length >= FILES_PER_CLAIM || origins.length >= ORIGINS_PER_CLAIM) await this.claim();
  }

  /** Everything that was added has its place. */
  async claimRest(): Promise<void> {
    await this.claim();
    await this.underWay;
  }

  private async claim(): Promise<void> {
    await this.underWay;
    this.current = this.next;
    this.next = { files: [], origins: [] };
    this.underWay = this.carryOut(this.current);
    // It is thrown when it is waited for.
    this.underWay.catch(() => undefined);
  }

  /** First the database says that the files are needed, then their bytes get their place, then it says that they are there. */
  private async carryOut({ files, origins }: Claim): Promise<void> {
    const { context, importId, iface, places } = this.job;
    if (files.length === 0 && origins.length === 0) return;
    await context.transaction((tx) => claimFiles(tx, { importId, interfaceId: iface.id, files, origins }));
    for (const file of files) await keepFile(places.storage, file);
    if (files.length === 0) return;
    await markStored(
      context.db,
      files.map((file) => file.sha256),
    );
  }

  /** Those that did not get their place. */
  async discard(): Promise<void> {
    await Promise.allSettled([this.underWay]);
    for (const file of [...(this.current?.files ?? []), ...this.next.files]) await discardFile(file);
  }
}
