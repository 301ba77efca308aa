import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHeartbeat } from '@/lib/interfaces/read-heartbeat';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { insertProvider } from '../../support/records';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness({ heartbeatDays: 7 });
});
afterEach(() => site.close());

const days = (count: number) => new Date(Date.now() + count * 86_400_000);
const transfer = (number = 'A-100') =>
  transferXml([providerXml([propertyXml({ obid: `O-${number}`, external: number, title: 'Haus' })], { number })]);
const deliver = async (name: string, number = 'A-100', minutesAgo = 10) => {
  await site.deliver(name, transfer(number), minutesAgo);
  await site.run();
};
const silent = async (at: Date) =>
  (await readHeartbeat(site.db, at)).map(({ provider, days: count }) => [provider?.name ?? null, count]);
const age = (interval: string) =>
  site.db.execute(sql`update imports set finished_at = finished_at - ${interval}::interval`);

test('a provider whose last applied delivery is older than its interface allows is silent, and not a day before', async () => {
  await deliver('1.xml');
  expect(await silent(days(6.9))).toEqual([]);
  expect(await silent(days(7.1))).toEqual([['Hafen Immobilien', 7]]);
  expect((await readHeartbeat(site.db, days(9)))[0]?.lastAt).toBeInstanceOf(Date);
});

test('one that is listed and never delivered is counted from when the interface was made', async () => {
  const other = await insertProvider(site.db, { number: 'B-200', name: 'Berg' });
  await site.db.execute(sql`
    insert into interface_providers (interface_id, provider_id) values (${site.interfaceId}, ${other})`);
  expect(await silent(days(8))).toEqual([['Berg', 8]]);
  expect((await readHeartbeat(site.db, days(8)))[0]?.lastAt).toBe(null);
});

test('an interface that takes every provider speaks of those that delivered, or of none where none did', async () => {
  await insertProvider(site.db, { number: 'B-200', name: 'Berg' });
  expect(await silent(days(8))).toEqual([[null, 8]]);
  await deliver('1.xml');
  await deliver('2.xml', 'B-200', 5);
  expect(await silent(days(8))).toEqual([
    ['Berg', 8],
    ['Hafen Immobilien', 8],
  ]);
});

test('the same bytes once more are a sign of life; a delivery with an error is none', async () => {
  await deliver('1.xml');
  await age('10 days');
  expect(await silent(days(0))).toEqual([['Hafen Immobilien', 10]]);
  await site.deliver('2.xml', 'no transfer', 5);
  await site.run();
  expect(await silent(days(0))).toHaveLength(1);
  await deliver('3.xml', 'A-100', 1);
  expect((await site.deliveries()).get('3.xml')?.message?.code).toBe('F-unchanged');
  expect(await silent(days(0))).toEqual([]);
});

test('a delivery that is still being imported does not hide the one before it', async () => {
  await deliver('1.xml');
  await site.deliver('2.xml', transfer().replace('Haus', 'Villa'), 5);
  await site.run();
  await site.db.execute(sql`
    update imports set finished_at = null where id = (select import_id from plans order by created_at desc limit 1)`);
  await site.db.execute(sql`update interfaces set created_at = now() - interval '30 days'`);
  expect(await silent(days(1))).toEqual([]);
});

test('without the rule, and while paused, nobody is silent', async () => {
  await deliver('1.xml');
  await site.db.execute(sql`update interfaces set paused_until = now() + interval '30 days'`);
  expect(await silent(days(8))).toEqual([]);
  await site.db.execute(sql`update interfaces set paused_until = null, rules = rules || '{"heartbeatDays": null}'`);
  expect(await silent(days(8))).toEqual([]);
});
