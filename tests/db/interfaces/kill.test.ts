import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '@/lib/db/client';
import { zipFiles } from '@/lib/demo/archive';
import type { Listing } from '@/lib/demo/listing';
import { createListings } from '@/lib/demo/listings';
import { NORTH, SOUTH } from '@/lib/demo/places';
import { NORD, SUED } from '@/lib/demo/providers';
import { transferBytes } from '@/lib/demo/transfer';
import { createInterface } from '@/lib/interfaces/create';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { startImport } from '@/lib/interfaces/start-import';
import { getRun } from '@/lib/runs/get';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { endOfRun } from '../../support/end-of-run';
import { type Installation, startInstallation } from '../../support/installation';
import { insertProvider } from '../../support/records';
import { waitFor } from '../../support/wait-for';

/** A site with an interface on a directory that holds one large delivery of two providers. */
interface Site {
  database: TestDatabase;
  interfaceId: string;
  dataDir: string;
}

const madeAt = new Date('2026-11-20T08:00:00Z');
let folder: string;
const sites: Site[] = [];
const processes: Installation[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'deliveries-'));
  const north = manyListings(99, 'NI', NORTH);
  const south = manyListings(207, 'SM', SOUTH);
  const document = transferBytes({
    scope: 'VOLL',
    madeAt,
    parts: [
      { provider: NORD, listings: north },
      { provider: SUED, listings: south },
    ],
  });
  const pictures = [...north, ...south].flatMap(({ pictures }) =>
    pictures.map((picture) => ({ path: picture.path, bytes: jpegOf(picture.path) })),
  );
  await mkdir(path.join(folder, 'kill'));
  const file = path.join(folder, 'kill', 'stock.zip');
  await writeFile(file, await zipFiles([{ path: 'openimmo.xml', bytes: document }, ...pictures], madeAt));
  await utimes(file, madeAt, madeAt);
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.kill()));
  await Promise.all(sites.map((site) => site.database.close()));
  await Promise.all(
    [folder, ...sites.map((site) => site.dataDir)].map((name) => rm(name, { recursive: true, force: true })),
  );
});

const manyListings = (seed: number, prefix: string, places: typeof NORTH): Listing[] =>
  createListings({ seed, count: 300, prefix, places, contacts: [contact], pictures: 1 });
const contact = { number: '1', salutation: 'Frau', firstName: 'A', lastName: 'B', email: 'a@b.example', phone: '1' };

/** The bytes that make a JPEG recognisable, and a content of its own for each name. */
const jpegOf = (name: string) =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from(name),
    Buffer.from('ffd9', 'hex'),
  ]);

async function createSite(): Promise<Site> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'site-'));
  for (const provider of [NORD, SUED]) {
    const id = await insertProvider(database.db, { number: provider.number });
    await database.db.execute(sql`update providers set openimmo_anid = ${provider.openimmoAnid} where id = ${id}`);
  }
  const { id } = await createInterface(database.db, {
    name: 'Kill',
    source: { kind: 'directory', path: 'kill' },
    providerIds: [],
    intervalMinutes: null,
    ...DEFAULT_RULES,
  });
  const site = { database, interfaceId: id, dataDir };
  sites.push(site);
  return site;
}

async function startProcess({ database, dataDir }: Site): Promise<Installation> {
  const process = await startInstallation({ role: 'site', databaseUrl: database.url, dataDir, deliveryRoot: folder });
  processes.push(process);
  return process;
}

/** What was imported, without ids and moments; and which files are in storage. */
async function describeImported({ database, dataDir }: Site) {
  const rows = await database.db.execute<{ line: string }>(sql`
    select concat_ws(' ', pr.number, p.obid, p.external_number, p.state, p.title, p.price, p.content_hash, c.email,
      (select string_agg(concat_ws(':', a.position, a.title, a.file_sha256), ',' order by a.position)
        from attachments a where a.property_id = p.id),
      (select count(*) from property_keys k where k.property_id = p.id)) as line
    from properties p join providers pr on pr.id = p.provider_id left join contacts c on c.id = p.contact_id order by 1`);
  const files = (await readdir(path.join(dataDir, 'files'), { recursive: true })).filter((name) =>
    /[0-9a-f]{64}$/.test(name),
  );
  return { properties: rows.map((row) => row.line), files: files.sort() };
}

const moments: [string, (db: Db) => Promise<unknown>][] = [
  ['while it reads', (db) => db.execute(sql`select 1 from staged_records limit 1`)],
  ['while it stores attachments', (db) => db.execute(sql`select 1 from stored_files limit 1`)],
  ['between two providers', (db) => db.execute(sql`select 1 from properties limit 1`)],
];

test('a site killed in the middle of an import goes on and ends with the same records and files as an undisturbed one', {
  timeout: 240_000,
}, async () => {
  const undisturbed = await createSite();
  await startProcess(undisturbed);
  const started = await startImport(undisturbed.database.db, { interfaceId: undisturbed.interfaceId });
  expect(await endOfRun(undisturbed.database.db, started.runId)).toMatchObject({ state: 'done', error: null });
  const expected = await describeImported(undisturbed);
  expect(expected.properties).toHaveLength(600);
  expect(expected.files).toHaveLength(600);

  await Promise.all(
    moments.map(async ([name, moment]) => {
      const site = await createSite();
      const { db } = site.database;
      const first = await startProcess(site);
      const { runId } = await startImport(db, { interfaceId: site.interfaceId });
      await waitFor(name, async () => ((await moment(db)) as unknown[]).length > 0);
      await first.kill();
      expect(await getRun(db, runId)).toMatchObject({ state: 'running' });
      await startProcess(site);
      expect(await endOfRun(db, runId)).toMatchObject({ state: 'done', error: null });
      expect(await describeImported(site)).toEqual(expected);
    }),
  );
});
