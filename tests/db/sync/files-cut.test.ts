import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStoredFile } from '@/lib/storage/open-stored-file';
import { heldBytes } from '@/lib/storage/partial-files';
import {
  type AttachedFile,
  attachFile,
  type FilePair,
  type FileSite,
  openSite,
  pushRecords,
  startFilePair,
  transfer,
} from '../../support/file-pair';
import { bytesOf } from '../../support/openimmo';
import { listOutcomesOfRun } from '../../support/outcomes';

const MIB = 1024 * 1024;
const SIZE = 8 * MIB;
let pair: FilePair;
let site: FileSite;
let file: AttachedFile;
beforeAll(async () => {
  pair = await startFilePair();
});
beforeEach(async ({ task }) => {
  site = await pair.addSite(task.id);
  file = await attachFile(site, 'film.mp4', { size: SIZE });
  await pushRecords(site, pair.central.db);
  pair.proxy.reset();
});
afterAll(() => pair.close());

const offsets = () => pair.proxy.requests.flatMap((line) => /offset=(\d+)/.exec(line)?.[1] ?? []).map(Number);

const expectWhole = async (files: FileSite['files']) => {
  const stored = await bytesOf(await openStoredFile(files, file.sha256));
  expect(stored.equals(file.bytes)).toBe(true);
};

/** The site without its bytes, which the central server has. */
const loseBytes = async (options: { retryDelaysMs?: number[]; idleMs?: number } = {}) => {
  await transfer(site);
  await site.db.execute(sql`update stored_files set stored_at = null`);
  pair.proxy.reset();
  return openSite(site.db, { ...site, url: pair.proxy.url, root: `${site.files.root}-again`, ...options });
};

test('an upload that is cut goes on where the central server has it', async () => {
  const patient = { ...site, client: { ...site.client, retryDelaysMs: [300, 300] } };
  pair.proxy.cutAfter('up', 5 * MIB);
  const { run, result } = await transfer(patient);
  expect(run.state).toBe('done');
  expect(result).toMatchObject({ sent: 1, problems: 0 });
  const [first, second] = offsets();
  expect(first).toBe(0);
  expect(second).toBeGreaterThan(0);
  // Nothing came twice but what the line swallowed, and what frames the bytes.
  expect(pair.proxy.bytes.up).toBeLessThan(SIZE + 5 * MIB - (second ?? 0) + MIB / 4);
  await expectWhole(pair.centralFiles);
  expect(await heldBytes(pair.centralFiles, site.siteId)).toEqual(new Map());
});

test('a download that is cut goes on where it is here', async () => {
  const again = await loseBytes();
  pair.proxy.cutAfter('down', 5 * MIB);
  const { run, result } = await transfer(again);
  expect(run.state).toBe('done');
  expect(result).toMatchObject({ received: 1, problems: 0 });
  const [first, second] = offsets();
  expect(first).toBe(0);
  expect(second).toBeGreaterThan(0);
  expect(pair.proxy.bytes.down).toBeLessThan(SIZE + 5 * MIB - (second ?? 0) + MIB / 4);
  await expectWhole(again.files);
  expect(await heldBytes(again.files, 0)).toEqual(new Map());
});

test('a line that breaks once and again costs no try as long as the file moves on', async () => {
  const again = await loseBytes({ retryDelaysMs: [5] });
  pair.proxy.cutEvery('down', MIB);
  const { result } = await transfer(again);
  expect(result).toMatchObject({ received: 1, problems: 0 });
  expect(offsets().length).toBeGreaterThan(6);
  expect(offsets()).toEqual(offsets().toSorted((a, b) => a - b));
  await expectWhole(again.files);
});

test('a download that the run could not end is continued by the next run', async () => {
  const again = await loseBytes({ retryDelaysMs: [] });
  pair.proxy.cutAfter('down', 5 * MIB);
  const first = await transfer(again);
  expect(first.run.state).toBe('problems');
  expect(first.result).toMatchObject({ received: 0, problems: 1 });
  expect(await listOutcomesOfRun(again.db, first.run.id)).toMatchObject([
    { code: 'connection-failed', severity: 'error' },
  ]);
  const held = (await heldBytes(again.files, 0)).get(file.sha256);
  expect(held).toBeGreaterThan(0);
  expect((await transfer(again)).result).toMatchObject({ received: 1, problems: 0 });
  expect(offsets()).toEqual([0, held]);
  await expectWhole(again.files);
});

test.each(['up', 'down'] as const)(
  'a line that falls silent on the way %s is given up and tried again',
  async (way) => {
    const again =
      way === 'down'
        ? await loseBytes({ idleMs: 3_000 })
        : openSite(site.db, { ...site, url: pair.proxy.url, root: path.dirname(site.files.root), idleMs: 3_000 });
    pair.proxy.cutAfter(way, 5 * MIB, 'silence');
    const { result } = await transfer({ ...again, files: way === 'up' ? site.files : again.files });
    expect(result).toMatchObject({ [way === 'up' ? 'sent' : 'received']: 1, problems: 0 });
    await expectWhole(way === 'up' ? pair.centralFiles : again.files);
  },
);

test('a storage that takes nothing is named, and the step ends without failing the run', async () => {
  const again = await loseBytes();
  await mkdir(again.files.root, { recursive: true });
  await writeFile(path.join(again.files.root, 'partial'), 'no folder');
  const { run, result } = await transfer(again);
  expect(run).toMatchObject({ state: 'problems', error: null });
  expect(result).toMatchObject({ received: 0, problems: 1 });
  expect(await listOutcomesOfRun(again.db, run.id)).toMatchObject([{ code: 'storage-unavailable' }]);
});
