import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrate } from '@/lib/db/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServerUrl: string;
    templateDatabase: string;
  }
}

/** Once per test run: a migrated database from which every test file clones its own. */
export default async function prepareTemplate(project: TestProject): Promise<void> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is not set: `npm test -- db` starts a Postgres and sets it.');
  const template = `template_${await hashMigrations()}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  try {
    const [known] = await admin`select datistemplate from pg_database where datname = ${template}`;
    if (!known?.datistemplate) {
      await admin.unsafe(`drop database if exists ${template}`);
      await admin.unsafe(`create database ${template}`);
      await migrate(withDatabase(serverUrl, template));
      await admin.unsafe(`alter database ${template} is_template true`);
    }
  } finally {
    await admin.end();
  }
  project.provide('databaseServerUrl', serverUrl);
  project.provide('templateDatabase', template);
}

export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function hashMigrations(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir('drizzle')).filter((file) => file.endsWith('.sql')).sort()) {
    hash.update(await readFile(path.join('drizzle', name)));
  }
  return hash.digest('hex').slice(0, 16);
}
