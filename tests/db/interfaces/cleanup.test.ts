import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '@/lib/db/client';
import { applyCleanup } from '@/lib/interfaces/apply-cleanup';
import { planCleanup } from '@/lib/interfaces/plan-cleanup';
import { listTrash, purgeTrash, restoreFiles } from '@/lib/interfaces/trash';
import { restoreProperty, trashProperty } from '@/lib/properties/change-state';
import { getProperty } from '@/lib/properties/get';
import { listProperties } from '@/lib/properties/list';
import { openAttachmentFile } from '@/lib/properties/open-attachment';
import type { RunContext } from '@/lib/runs/run';
import { hasStoredFile } from '@/lib/storage/open-stored-file';
import { planUnknown } from '@/lib/storage/plan-unknown';
import { storeFile } from '@/lib/storage/store-file';
import { trashUnknown } from '@/lib/storage/trash-unknown';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { attachmentXml, bytesOf, element, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { createTestStorage, STORAGE_KINDS, type StorageKind, type TestStorage } from '../../support/storages';
import { waitFor } from '../../support/wait-for';
import { zipOf } from '../../support/zip';

let site: ImportHarness;
let opened: TestStorage;
const openSite = async (kind: StorageKind) => {
  site = await createImportHarness();
  opened = await createTestStorage(kind);
  site.places.storage = opened.storage;
};
afterEach(async () => {
  await site.close();
  await opened.close();
});

const picture = (text: string) => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from(text)]);
const listing = (number: number, pictures: string[], action = 'CHANGE') =>
  propertyXml({
    obid: `O-${number}`,
    external: `E-${number}`,
    title: `Haus ${number}`,
    action,
    sections: [
      element(
        'anhaenge',
        {},
        pictures.map((name) => attachmentXml(name)),
      ),
    ],
  });
const archive = (properties: string[], pictures: Record<string, string>) =>
  zipOf([
    { name: 'openimmo.xml', content: transferXml([providerXml(properties)], { scope: 'TEIL' }) },
    ...Object.entries(pictures).map(([name, text]) => ({ name, content: picture(text) })),
  ]);
const cleanup = async () => {
  const { hash } = await planCleanup(site.db, site.interfaceId);
  return applyCleanup(site.db, { interfaceId: site.interfaceId, hash, userId: null });
};
const shown = async () =>
  (await planCleanup(site.db, site.interfaceId)).files.map(({ names, reason }) => [names, reason]);

/** Two properties share `both.jpg`; the first one is deleted afterwards. */
async function deleteOne(): Promise<void> {
  const files = { 'one.jpg': 'one', 'both.jpg': 'both' };
  await site.deliver('1.zip', archive([listing(1, ['one.jpg', 'both.jpg']), listing(2, ['both.jpg'])], files), 30);
  await site.deliver('2.zip', archive([listing(1, [], 'DELETE')], {}), 20);
  await site.run();
}

async function findOne() {
  const { rows } = await listProperties(site.db, { search: 'Haus 1' });
  const [row] = rows;
  if (!row) throw new Error('no property');
  const property = await getProperty(site.db, row.id);
  if (!property) throw new Error('no property');
  return property;
}

describe.each(STORAGE_KINDS)('attachments (%s)', (kind) => {
  beforeEach(() => openSite(kind));

  it('rule 21: are stored once per content, whatever they are called', async () => {
    const files = { 'a.jpg': 'same', 'b.jpg': 'same', 'c.jpg': 'other' };
    await site.deliver('1.zip', archive([listing(1, ['a.jpg', 'b.jpg']), listing(2, ['c.jpg', 'a.jpg'])], files));
    await site.run();
    const [count] = await site.db.execute(sql`
      select (select count(*)::int from stored_files where stored_at is not null) as files,
        (select count(*)::int from attachments) as attachments`);
    expect(count).toEqual({ files: 2, attachments: 4 });
    const [first] = (await findOne()).attachments;
    const opened = await openAttachmentFile(site.db, first?.id ?? '', site.places.storage);
    expect(await bytesOf(opened.stream)).toEqual(picture('same'));
    expect(opened.headers).toMatchObject({ 'Content-Type': 'image/jpeg', 'X-Content-Type-Options': 'nosniff' });
  });

  it('rule 21: keep the copy stored before when a delivery lacks the bytes', async () => {
    await site.deliver('1.zip', archive([listing(1, ['a.jpg', 'b.jpg'])], { 'a.jpg': 'a', 'b.jpg': 'b' }), 30);
    await site.deliver('2.zip', archive([listing(1, ['b.jpg', 'a.jpg'])], { 'b.jpg': 'new b' }), 20);
    await site.run();
    expect((await findOne()).attachments.map(({ name, available }) => [name, available])).toEqual([
      ['b.jpg', true],
      ['a.jpg', true],
    ]);
    expect((await site.deliveries()).get('2.zip')).toMatchObject({
      state: 'warnings',
      counts: { updated: 1, warnings: 1 },
    });
    expect(await shown()).toEqual([[['b.jpg'], 'replaced']]);
  });

  it('rule 21: leave out what is sent as a picture and is none, and keep scripts from running', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const zip = zipOf([
      { name: 'x.xml', content: transferXml([providerXml([listing(1, ['plan.svg', 'no.jpg'])])], { scope: 'TEIL' }) },
      { name: 'plan.svg', content: svg },
      { name: 'no.jpg', content: 'no picture' },
    ]);
    await site.deliver('1.zip', zip);
    await site.run();
    const { attachments } = await findOne();
    expect(attachments.map(({ name, inline }) => [name, inline])).toEqual([['plan.svg', false]]);
    const opened = await openAttachmentFile(site.db, attachments[0]?.id ?? '', site.places.storage);
    opened.stream.destroy();
    expect(opened.headers).toMatchObject({ 'Content-Type': 'application/octet-stream' });
    expect(opened.headers['Content-Disposition']).toMatch(/^attachment;/);
  });
});

describe.each(STORAGE_KINDS)('cleaning up (%s)', (kind) => {
  beforeEach(() => openSite(kind));

  it('lists the files of a deleted property that no other one uses, trashes exactly them, and restores them', async () => {
    expect(await shown()).toEqual([]);
    await deleteOne();
    const plan = await planCleanup(site.db, site.interfaceId);
    expect(plan.files).toMatchObject([{ names: ['one.jpg'], propertyLabel: 'Haus 1', reason: 'property-trashed' }]);
    expect(plan.totalBytes).toBe(picture('one').length);
    expect(await cleanup()).toEqual({ files: 1, bytes: plan.totalBytes });
    expect(await shown()).toEqual([]);
    const trash = await listTrash(site.db, site.interfaceId);
    expect(trash.rows).toMatchObject([{ names: ['one.jpg'], propertyLabel: 'Haus 1' }]);
    const sha256s = trash.rows.map((row) => row.sha256);
    expect(await restoreFiles(site.db, { interfaceId: site.interfaceId, sha256s })).toEqual({ files: 1 });
    expect((await listTrash(site.db, site.interfaceId)).rows).toEqual([]);
    expect(await shown()).toEqual([[['one.jpg'], 'property-trashed']]);
  });

  it('does nothing when the list is no longer the one that was shown', async () => {
    await deleteOne();
    const { hash } = await planCleanup(site.db, site.interfaceId);
    await trashProperty(site.db, (await listProperties(site.db, { search: 'Haus 2' })).rows[0]?.id ?? '');
    await expect(applyCleanup(site.db, { interfaceId: site.interfaceId, hash, userId: null })).rejects.toMatchObject({
      code: 'cleanup-changed',
    });
    expect((await listTrash(site.db, site.interfaceId)).rows).toEqual([]);
  });

  it('leaves alone the files of withdrawn properties and of other interfaces', async () => {
    await deleteOne();
    await site.db.execute(sql`update properties set state = 'withdrawn' where state = 'trashed'`);
    expect(await shown()).toEqual([]);
    await site.db.execute(sql`update properties set state = 'trashed'`);
    expect(await shown()).toHaveLength(2);
    const other = await site.addInterface({ name: 'Other' });
    expect((await planCleanup(site.db, other)).files).toEqual([]);
  });

  it('rule 14: gives files back with their property: restored by hand, or delivered again', async () => {
    await deleteOne();
    await cleanup();
    const { id } = await findOne();
    await restoreProperty(site.db, id);
    expect((await findOne()).attachments.map(({ available }) => available)).toEqual([true, true]);
    await trashProperty(site.db, id);
    await cleanup();
    await site.deliver('3.zip', archive([propertyXml({ obid: 'O-1', external: 'E-1', title: 'Haus 1' })], {}), 5);
    await site.run();
    expect(await findOne()).toMatchObject({
      id,
      state: 'active',
      attachments: [{ available: true }, { available: true }],
    });
  });

  it('removes bytes after 30 days in the trash and not before, and a delivery brings them back', async () => {
    await deleteOne();
    await cleanup();
    const { rows } = await listTrash(site.db, site.interfaceId);
    const sha256 = rows[0]?.sha256 ?? '';
    const days = (count: number) => new Date(Date.now() + count * 86_400_000);
    expect(await purgeTrash(site.db, site.places.storage, days(29))).toEqual({ files: 0 });
    expect(await hasStoredFile(site.places.storage, sha256)).toBe(true);
    expect(await purgeTrash(site.db, site.places.storage, days(31))).toEqual({ files: 1 });
    expect(await hasStoredFile(site.places.storage, sha256)).toBe(false);
    const files = { 'one.jpg': 'one', 'both.jpg': 'both' };
    await site.deliver('3.zip', archive([listing(1, ['one.jpg', 'both.jpg'])], files), 5);
    await site.run();
    expect((await findOne()).attachments.map(({ available }) => available)).toEqual([true, true]);
    expect(await hasStoredFile(site.places.storage, sha256)).toBe(true);
  });

  it('between any two transactions of an import that brings the property back, harms it nowhere', async () => {
    await deleteOne();
    const files = { 'one.jpg': 'one', 'both.jpg': 'both' };
    await site.deliver('3.zip', archive([listing(1, ['one.jpg', 'both.jpg'])], files), 5);
    let cleanups = 0;
    await site.run({
      disturb: (context, work) => {
        const transaction: RunContext['transaction'] = async (inside) => {
          await cleanup();
          cleanups++;
          const result = await context.transaction(inside);
          await cleanup();
          return result;
        };
        return work.execute({ ...context, transaction });
      },
    });
    expect(cleanups).toBeGreaterThan(3);
    expect(await findOne()).toMatchObject({ state: 'active', attachments: [{ available: true }, { available: true }] });
  });

  it('of objects that nothing knows, between any two transactions of an import, harms it nowhere', async () => {
    const files = { 'one.jpg': 'one', 'both.jpg': 'both' };
    // An import that was killed had brought its bytes, and nobody knows them any more.
    for (const text of Object.values(files)) await storeFile(site.places.storage, Readable.from([picture(text)]));
    await site.deliver('1.zip', archive([listing(1, ['one.jpg', 'both.jpg'])], files), 5);
    let moved = 0;
    const clean = async () => {
      const now = new Date(Date.now() + 25 * 3_600_000);
      const { hash, after, through } = await planUnknown(site.db, site.places.storage, { installationId: 'x', now });
      moved += (await trashUnknown(site.db, site.places.storage, { installationId: 'x', hash, after, through, now }))
        .files;
    };
    await site.run({
      disturb: (context, work) => {
        const transaction: RunContext['transaction'] = async (inside) => {
          await clean();
          const result = await context.transaction(inside);
          await clean();
          return result;
        };
        return work.execute({ ...context, transaction });
      },
    });
    expect(moved).toBe(2);
    const { attachments } = await findOne();
    expect(attachments.map(({ available }) => available)).toEqual([true, true]);
    for (const { id } of attachments) {
      const { stream } = await openAttachmentFile(site.db, id, site.places.storage);
      expect((await bytesOf(stream)).length).toBeGreaterThan(0);
    }
  });

  it('inside the transaction that brings the property back, gives up, and harms nothing', async () => {
    await deleteOne();
    await site.deliver('3.zip', archive([propertyXml({ obid: 'O-1', external: 'E-1', title: 'Haus 1' })], {}), 5);
    const results: PromiseSettledResult<unknown>[] = [];
    await site.run({
      disturb: (context, work) => {
        const transaction: RunContext['transaction'] = (inside) =>
          context.transaction(async (tx) => {
            const result = await inside(tx);
            const [back] = await tx.execute(sql`select 1 from properties where obid = 'O-1' and state = 'active'`);
            if (back && results.length === 0) results.push(...(await Promise.allSettled([cleanup()])));
            return result;
          });
        return work.execute({ ...context, transaction });
      },
    });
    expect(results).toMatchObject([{ status: 'rejected', reason: { code: 'cleanup-changed' } }]);
    expect(await findOne()).toMatchObject({ state: 'active', attachments: [{ available: true }, { available: true }] });
  });

  it('that has locked a file first, is waited for, and then undone by who uses the file', async () => {
    await deleteOne();
    const { id } = await findOne();
    const { hash } = await planCleanup(site.db, site.interfaceId);
    let restoring: Promise<void> | undefined;
    await site.db.transaction(async (tx) => {
      await applyCleanup(tx as unknown as Db, { interfaceId: site.interfaceId, hash, userId: null });
      restoring = restoreProperty(site.db, id);
      await waitFor('the restore to wait for the cleanup', async () => {
        const [waiting] = await site.db.execute(sql`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
        return waiting;
      });
    });
    await restoring;
    expect(await findOne()).toMatchObject({ state: 'active', attachments: [{ available: true }, { available: true }] });
  });
});
