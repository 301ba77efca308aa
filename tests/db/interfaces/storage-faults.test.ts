import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { planUnknown } from '@/lib/storage/plan-unknown';
import { sizeOfStored } from '@/lib/storage/read-from';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { attachmentXml, element, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import {
  createDisappearingStorage,
  createReadOnlyStorage,
  createSmallBucket,
  createSmallStorage,
  type FaultyStorage,
} from '../../support/storage-faults';
import { zipOf } from '../../support/zip';

const MIB = 1024 * 1024;
let site: ImportHarness;
let faulty: FaultyStorage;
afterEach(async () => {
  await site.close();
  await faulty.close();
});

const NAMES = ['1.jpg', '2.jpg', '3.jpg', '4.jpg'];
const delivery = () => {
  const attachments = element(
    'anhaenge',
    {},
    NAMES.map((name) => attachmentXml(name)),
  );
  const property = propertyXml({ obid: 'O-1', external: 'E-1', title: 'Haus 1', sections: [attachments] });
  return zipOf([
    { name: 'x.xml', content: transferXml([providerXml([property])]) },
    ...NAMES.map((name) => ({
      name,
      content: Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(MIB)]),
    })),
  ]);
};

/** No attachment without its bytes, and no bytes that nobody knows. */
async function expectAgreement(attachments: number): Promise<void> {
  const rows = await site.db.execute<{ sha256: string; size: number; stored: boolean }>(sql`
    select f.sha256, f.size_bytes::float8 as size, f.stored_at is not null as stored
    from attachments a join stored_files f on f.sha256 = a.file_sha256`);
  expect(rows).toHaveLength(attachments);
  for (const { sha256, size, stored } of rows) {
    expect([stored, await sizeOfStored(site.places.storage, sha256)]).toEqual([true, size]);
  }
  const now = new Date(Date.now() + 25 * 3_600_000);
  expect((await planUnknown(site.db, site.places.storage, { installationId: 'x', now })).objects).toEqual([]);
}

it.each<[string, string, () => Promise<FaultyStorage>]>([
  ['a full disk', 'storage-full', () => createSmallStorage(2.5 * MIB)],
  ['a full bucket', 'storage-full', () => createSmallBucket(2.5 * MIB)],
  ['a disk that may be read only', 'storage-denied', createReadOnlyStorage],
  ['object storage that is away', 'storage-unavailable', createVanished],
])(
  '%s: the run says so, nothing is applied, and once it is mended the delivery goes in whole',
  async (_what, code, create) => {
    site = await createImportHarness();
    faulty = await create();
    site.places.storage = faulty.storage;
    await site.deliver('1.zip', delivery());
    const failed = await site.run();
    expect(failed).toMatchObject({ state: 'failed', error: { code } });
    expect(await site.db.execute(sql`select 1 from properties`)).toHaveLength(0);
    expect((await site.deliveries()).get('1.zip')).toMatchObject({
      state: 'error',
      message: { code: 'F-stopped', params: { code } },
    });
    await faulty.mend();
    await site.run({ trigger: 'schedule' });
    expect((await site.deliveries()).get('1.zip')?.state).toBe('done');
    await expectAgreement(NAMES.length);
  },
);

async function createVanished(): Promise<FaultyStorage> {
  const storage = await createDisappearingStorage();
  await storage.vanish();
  return storage;
}
