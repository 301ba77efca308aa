import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStoredFile } from '@/lib/storage/open-stored-file';
import { removeStoredFile } from '@/lib/storage/remove-stored-file';
import {
  type AttachedFile,
  attachFile,
  type FilePair,
  type FileSite,
  pushRecords,
  startFilePair,
  transfer,
} from '../../support/file-pair';
import { bytesOf } from '../../support/openimmo';
import { contentsOf } from '../../support/storages';

const MIB = 1024 * 1024;
let pair: FilePair;
let site: FileSite;
let file: AttachedFile;
beforeAll(async () => {
  pair = await startFilePair('s3');
});
beforeEach(async ({ task }) => {
  site = await pair.addSite(task.id);
  file = await attachFile(site, 'film.mp4', { size: 8 * MIB });
  await pushRecords(site, pair.central.db);
  pair.proxy.reset();
});
afterAll(() => pair.close());

const expectWhole = async (files: FileSite['files']) => {
  const stored = await bytesOf(await openStoredFile(files, file.sha256));
  expect(stored.equals(file.bytes)).toBe(true);
};

test('with object storage on both sides, a file that is cut on its way up goes on and arrives whole', async () => {
  pair.proxy.cutAfter('up', 5 * MIB);
  const { run, result } = await transfer({ ...site, client: { ...site.client, retryDelaysMs: [300, 300] } });
  expect([run.state, result.sent, result.problems]).toEqual(['done', 1, 0]);
  await expectWhole(pair.centralFiles);
  expect((await contentsOf(pair.centralFiles)).filter((key) => /^(tmp|partial)\//.test(key))).toEqual([]);
});

test('a file that the site has lost comes back, over a cut', async () => {
  await transfer(site);
  await removeStoredFile(site.files, file.sha256);
  await site.db.execute(sql`update stored_files set stored_at = null`);
  pair.proxy.reset();
  pair.proxy.cutAfter('down', 5 * MIB);
  const { run, result } = await transfer(site);
  expect([run.state, result.received, result.problems]).toEqual(['done', 1, 0]);
  await expectWhole(site.files);
});

test('that the central server’s storage has lost bytes is noticed when they are asked for', async () => {
  await transfer(site);
  await removeStoredFile(pair.centralFiles, file.sha256);
  await removeStoredFile(site.files, file.sha256);
  await site.db.execute(sql`update stored_files set stored_at = null`);
  const { result } = await transfer(site);
  expect(result.received).toBe(0);
  const [row] = await pair.central.db.execute(sql`select stored_at from stored_files where sha256 = ${file.sha256}`);
  expect(row).toEqual({ stored_at: null });
});
