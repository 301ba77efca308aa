import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { withDatabase } from './database-template';

export interface Backup {
  /** Puts database and files back as they were; the database under its name, and another one all the same, as from a dump. */
  restore(): Promise<void>;
  discard(): Promise<void>;
}

export interface BackupInput {
  databaseUrl: string;
  /** With the stored files in it. */
  folder: string;
  /** What happens after the database was copied, before the files are. */
  between?: () => Promise<void>;
}

/** Copies a database and the directory of its files. Nothing may be written meanwhile but by `between`; pools open again by themselves. */
export async function backUp({ databaseUrl, folder, between }: BackupInput): Promise<Backup> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const kept = `backup_${process.pid}_${randomBytes(6).toString('hex')}`;
  const keptFolder = await mkdtemp(path.join(tmpdir(), 'backup-'));
  const discard = async () => {
    await withAdmin(databaseUrl, (admin) => admin.unsafe(`drop database if exists ${kept} with (force)`));
    await rm(keptFolder, { recursive: true, force: true });
  };
  try {
    await withAdmin(databaseUrl, (admin) => copyDatabase(admin, name, kept));
    await between?.();
    await cp(folder, keptFolder, { recursive: true, preserveTimestamps: true });
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    discard,
    restore: async () => {
      await withAdmin(databaseUrl, async (admin) => {
        await admin.unsafe(`drop database ${name} with (force)`);
        await copyDatabase(admin, kept, name);
      });
      await rm(folder, { recursive: true, force: true });
      await cp(keptFolder, folder, { recursive: true, preserveTimestamps: true });
    },
  };
}

export async function withAdmin<T>(databaseUrl: string, work: (admin: Sql) => Promise<T>): Promise<T> {
  const admin = postgres(withDatabase(databaseUrl, 'postgres'), { max: 1, onnotice: () => undefined });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** A template must have no sessions. */
async function copyDatabase(admin: Sql, from: string, to: string): Promise<void> {
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${from}`;
  await admin.unsafe(`create database ${to} template ${from}`);
}
