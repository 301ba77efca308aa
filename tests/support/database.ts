import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type OpenDatabase, openDatabase } from '@/lib/db/client';
import { withDatabase } from './database-template';

export interface TestDatabase extends OpenDatabase {
  url: string;
}

/** A fresh migrated database on the real server; `close` drops it. */
export async function createTestDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const serverUrl = inject('databaseServerUrl');
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template ${inject('templateDatabase')}`);
  const url = withDatabase(serverUrl, name);
  const database = openDatabase(url, { max: options.max ?? 8, applicationName: 'test' });
  return {
    url,
    db: database.db,
    close: async () => {
      await database.close();
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
