import { appendFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryCounts } from '@/lib/interfaces/delivery-counts';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { listInterfaces } from '@/lib/interfaces/list';
import { listDeliveries } from '@/lib/interfaces/list-deliveries';
import { scanInterface } from '@/lib/interfaces/scan';
import { startImport } from '@/lib/interfaces/start-import';
import { updateInterface } from '@/lib/interfaces/update';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { oneProperty } from '../../support/openimmo';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const scan = (now?: Date) =>
  scanInterface(site.db, site.interfaceId, { deliveryRoots: site.places.deliveryRoots, ...(now && { now }) });
const states = async () => Object.fromEntries([...(await site.deliveries())].map(([name, row]) => [name, row.state]));

describe('looking into a directory', () => {
  it('rules 1 and 5: takes ZIP and XML in any case and in folders, and no hidden or unfinished files', async () => {
    for (const name of [
      'a.ZIP',
      'b.Xml',
      'sub/c.zip',
      '.d.zip',
      'e.zip.part',
      'f.zip.filepart',
      'g.tmp',
      'h.txt',
      '.sub/i.zip',
    ]) {
      await site.deliver(name, 'x');
    }
    await scan();
    expect(await states()).toEqual({ 'a.ZIP': 'new', 'b.Xml': 'new', 'sub/c.zip': 'new' });
  });

  it('follows no link that leads out of the source', async () => {
    const outside = path.join(site.folder, '..', '..', 'outside');
    await mkdir(outside);
    await writeFile(path.join(outside, 'secret.xml'), '<openimmo/>');
    await symlink(path.join(outside, 'secret.xml'), path.join(site.folder, 'link.xml'));
    await symlink(outside, path.join(site.folder, 'folder'));
    await scan();
    expect(await states()).toEqual({});
    const escaping = { name: 'Inbox', providerIds: [], intervalMinutes: null, ...DEFAULT_RULES };
    await updateInterface(site.db, site.interfaceId, {
      ...escaping,
      source: { kind: 'directory', path: 'inbox/folder' },
    });
    await expect(scan()).rejects.toMatchObject({ code: 'source-not-allowed' });
    await updateInterface(site.db, site.interfaceId, { ...escaping, source: { kind: 'directory', path: 'nowhere' } });
    await expect(scan()).rejects.toMatchObject({ code: 'source-missing' });
  });

  it('rule 1: waits until a file has lain still for ten seconds', async () => {
    await site.deliver('a.xml', oneProperty(), 0);
    await scan();
    expect(await states()).toEqual({ 'a.xml': 'uploading' });
    await site.run();
    expect(await states()).toEqual({ 'a.xml': 'uploading' });
    await scan(new Date(Date.now() + 11_000));
    expect(await states()).toEqual({ 'a.xml': 'new' });
  });

  it('sees a file replaced under its name as changed since, and one that is gone as gone', async () => {
    await site.deliver('a.xml', oneProperty(), 20);
    await site.run();
    expect(await states()).toEqual({ 'a.xml': 'done' });
    await site.deliver('a.xml', oneProperty({ title: 'Neu' }), 10);
    await scan();
    expect(await states()).toEqual({ 'a.xml': 'changed' });
    expect((await site.run()).counts).toMatchObject({ updated: 1 });
    await rm(path.join(site.folder, 'a.xml'));
    await scan();
    expect((await site.deliveries()).get('a.xml')).toMatchObject({ state: 'done', gone: true });
  });

  it('marks nothing as gone when it cannot look', async () => {
    await site.deliver('a.xml', oneProperty(), 20);
    await scan();
    await rm(site.folder, { recursive: true });
    await expect(scan()).rejects.toMatchObject({ code: 'source-missing' });
    expect((await site.deliveries()).get('a.xml')).toMatchObject({ state: 'new', gone: false });
  });

  it('rule 1: gives a ZIP file without an end two minutes on schedule, and none by hand', async () => {
    await site.deliver('a.zip', Buffer.from('504b0304140000000800', 'hex'), 1);
    await site.run({ trigger: 'schedule' });
    expect((await site.deliveries()).get('a.zip')).toMatchObject({
      state: 'uploading',
      message: { code: 'F-upload-unfinished' },
    });
    await site.run({ trigger: 'user' });
    expect((await site.deliveries()).get('a.zip')).toMatchObject({
      state: 'error',
      message: { code: 'F-zip-truncated' },
    });
  });

  it('says so when the file is gone by the time of its import', async () => {
    await site.deliver('a.xml', oneProperty(), 20);
    await scan();
    const { rows } = await listDeliveries(site.db, site.interfaceId);
    await rm(path.join(site.folder, 'a.xml'));
    await site.run({ deliveryIds: rows.map((row) => row.id) });
    expect((await site.deliveries()).get('a.xml')).toMatchObject({ state: 'error', message: { code: 'F-gone' } });
  });

  it('rule 2: applies nothing of a file that changes while it is read', async () => {
    await site.deliver('a.xml', oneProperty(), 20);
    await site.run({
      disturb: (context, work) =>
        work.execute({
          ...context,
          transaction: async (inside) => {
            await appendFile(path.join(site.folder, 'a.xml'), ' ');
            return context.transaction(inside);
          },
        }),
    });
    expect((await site.deliveries()).get('a.xml')).toMatchObject({
      state: 'error',
      message: { code: 'F-changed-while-read' },
    });
  });
});

describe('starting an import', () => {
  it('refuses deliveries of another interface, and unknown ones', async () => {
    await site.deliver('a.xml', oneProperty());
    await scan();
    const other = await site.addInterface({ name: 'Other' });
    const [row] = (await listDeliveries(site.db, site.interfaceId)).rows;
    for (const deliveryIds of [[row?.id ?? ''], ['no-id'], []]) {
      await expect(startImport(site.db, { interfaceId: other, deliveryIds })).rejects.toMatchObject({
        code: 'delivery-unknown',
      });
    }
    await expect(startImport(site.db, { interfaceId: 'nothing' })).rejects.toMatchObject({ code: 'interface-unknown' });
  });

  it('twice answers the one run', async () => {
    const first = await startImport(site.db, { interfaceId: site.interfaceId });
    expect(await startImport(site.db, { interfaceId: site.interfaceId })).toEqual({
      runId: first.runId,
      started: false,
    });
  });
});

describe('the overview', () => {
  it('shows state, last run, next run, and what waits', async () => {
    const source = { kind: 'directory' as const, path: 'inbox' };
    const values = { name: 'Inbox', source, providerIds: [site.providerId], ...DEFAULT_RULES };
    await updateInterface(site.db, site.interfaceId, { ...values, intervalMinutes: 15 });
    await site.deliver('a.xml', oneProperty(), 20);
    await scan();
    const now = new Date('2025-03-01T08:20:00Z');
    expect(await listInterfaces(site.db, now)).toMatchObject([
      { name: 'Inbox', providers: ['Hafen Immobilien'], state: 'idle', lastRun: null, waiting: 1 },
    ]);
    expect((await listInterfaces(site.db, now))[0]?.nextRunAt).toEqual(new Date('2025-03-01T08:30:00Z'));
    await site.run();
    const [after] = await listInterfaces(site.db, now);
    expect(after).toMatchObject({ state: 'idle', waiting: 0, lastRun: { state: 'done', counts: { created: 1 } } });
    expect(after?.lastSuccessAt).toBeInstanceOf(Date);
    expect(await deliveryCounts(site.db, site.interfaceId)).toEqual({
      all: 1,
      waiting: 0,
      problems: 0,
      byState: { done: 1 },
    });
  });

  it('pages through deliveries, newest first, searched by path', async () => {
    for (const number of [1, 2, 3, 4, 5]) await site.deliver(`${number}.xml`, 'x', number);
    await scan();
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listDeliveries(site.db, site.interfaceId, { size: 2, cursor: cursor ?? undefined });
      seen.push(...page.rows.map((row) => row.path));
      cursor = page.next;
    }
    expect(seen).toEqual(['1.xml', '2.xml', '3.xml', '4.xml', '5.xml']);
    expect((await listDeliveries(site.db, site.interfaceId, { search: '3.X' })).rows.map((row) => row.path)).toEqual([
      '3.xml',
    ]);
  });
});
