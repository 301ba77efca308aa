import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { properties } from '@/lib/db/schema/properties';
import { providers } from '@/lib/db/schema/providers';
import { MOST_RECORDS } from '@/lib/protocol/v1';
import { countPending } from '@/lib/status/count-pending';
import { type ProxiedPair, startProxiedPair } from '../../support/proxied-pair';
import { describeStock, insertProperties, insertProvider } from '../../support/records';

let pair: ProxiedPair;
let providerId: string;
beforeAll(async () => {
  pair = await startProxiedPair();
  providerId = await insertProvider(pair.site.db, { number: '1' });
  await insertProperties(pair.site.db, providerId, 20);
  await pair.synchronise();
  pair.proxy.countRequests();
});
afterAll(() => pair.close());

async function expectInStep(): Promise<void> {
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(await describeStock(pair.site.db, 0));
}

test('a run with nothing to do is one request and changes nothing on either side', async () => {
  const before = await describeStock(pair.central.db, pair.siteId);
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 0, received: 0 } });
  expect(pair.proxy.countRequests()).toBe(1);
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(before);
});

test('what changed on both sides is sent, integrated, received and integrated in one request', async () => {
  const { site, central } = pair;
  await site.db.update(properties).set({ title: 'changed' }).where(eq(properties.externalNumber, 'P-1'));
  await site.db.delete(properties).where(eq(properties.externalNumber, 'P-2'));
  await central.db.update(providers).set({ name: 'renamed' }).where(eq(providers.number, '1'));

  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 3, received: 1, integrated: 1 } });

  expect(pair.proxy.countRequests()).toBe(1);
  expect((await site.db.select().from(providers))[0]?.name).toBe('renamed');
  expect(await countPending(site.db)).toMatchObject({ count: 0 });
  await expectInStep();
});

test('one batch is still one request, one record more goes batch by batch, and neither starts an integration that is not needed', async () => {
  const { site, central } = pair;
  const rename = (count: number) =>
    site.db.execute(
      sql`update properties set title = title || '!' where id in (select id from properties limit ${count})`,
    );
  await insertProperties(site.db, providerId, MOST_RECORDS, 'MANY');
  await pair.synchronise();
  pair.proxy.countRequests();
  const runs = async () =>
    Number(
      (await central.db.execute<{ n: string }>(sql`select count(*) as n from runs where target like 'site:%'`))[0]?.n,
    );
  const before = await runs();

  await rename(600);
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: 600 } });
  expect(pair.proxy.countRequests()).toBe(1);
  expect(await runs()).toBe(before);

  await rename(MOST_RECORDS + 1);
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { sent: MOST_RECORDS + 1 } });
  expect(pair.proxy.countRequests()).toBeGreaterThan(2);
  await expectInStep();
});

test('a bad record among good ones does not hold them up: the run falls back, names it, and ends with problems', async () => {
  const { site, central } = pair;
  const unknown = await insertProvider(site.db, { number: '0410', originSiteId: -1 });
  await insertProperties(site.db, unknown, 1, 'BAD');
  await site.db.update(properties).set({ title: 'neighbour' }).where(eq(properties.externalNumber, 'P-3'));

  expect(await pair.synchronise()).toMatchObject({ state: 'problems' });

  const [neighbour] = await central.db.select().from(properties).where(eq(properties.externalNumber, 'P-3'));
  expect(neighbour?.title).toBe('neighbour');
  // The provider becomes known: the records that waited are tried again by the next run.
  await insertProvider(central.db, { number: '0410', id: unknown });
  expect(await pair.synchronise()).toMatchObject({ state: 'done', counts: { problems: 0 } });
  await expectInStep();
});

test('a batch that is refused while an earlier one is still under way ends the run with the reason, not the process', async () => {
  const { site, proxy } = pair;
  await insertProperties(site.db, providerId, 3_000, 'LARGE');
  let refused: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    refused = resolve;
  });
  let pushes = 0;
  proxy.plan(
    async (passage) => {
      pushes += 1;
      if (pushes === 1) {
        await second;
        passage.answer(await passage.deliver());
        return;
      }
      const problem = { code: 'site-disabled', details: { site: 'Hamburg' } };
      const headers = { 'content-type': 'application/problem+json', 'estate-sync-protocol': '1' };
      passage.answer({ status: 403, headers, body: Buffer.from(JSON.stringify(problem)) });
      setImmediate(refused);
    },
    { path: /\/push$/, times: 100 },
  );
  expect(await pair.synchronise()).toMatchObject({ state: 'failed', error: { code: 'site-disabled' } });
  await proxy.heal();
  expect(await pair.synchronise()).toMatchObject({ state: 'done' });
  await expectInStep();
});
