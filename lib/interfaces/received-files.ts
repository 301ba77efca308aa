import 'server-only';
import { claimFiles, type FileOrigin, markStored } from '../storage/claim-files';
import { discardFile, keepFile, type ReceivedFile } from '../storage/store-file';
import type { ImportJob } from './import-types';

const FILES_PER_CLAIM = 50;
const ORIGINS_PER_CLAIM = 2_000;

/** Files of an import that lie in the storage's waiting room, until the database says that they are needed. */
export class ReceivedFiles {
  private files: ReceivedFile[] = [];
  private origins: FileOrigin[] = [];

  constructor(private readonly job: ImportJob) {}

  add(file: ReceivedFile): void {
    this.files.push(file);
  }

  noteOrigin(origin: FileOrigin): void {
    this.origins.push(origin);
  }

  async claimIfMany(): Promise<void> {
    if (this.files.length >= FILES_PER_CLAIM || this.origins.length >= ORIGINS_PER_CLAIM) await this.claim();
  }

  /** First the database says that the files are needed, then their bytes get their place, then it says that they are there. */
  async claim(): Promise<void> {
    const { context, importId, iface, places } = this.job;
    const { files, origins } = this;
    if (files.length === 0 && origins.length === 0) return;
    await context.transaction((tx) => claimFiles(tx, { importId, interfaceId: iface.id, files, origins }));
    for (const file of files) await keepFile(places.storage, file);
    await markStored(
      context.db,
      files.map((file) => file.sha256),
    );
    this.files = [];
    this.origins = [];
  }

  /** Those that were not claimed. */
  async discard(): Promise<void> {
    for (const file of this.files) await discardFile(file);
  }
}
