import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { properties } from '@/lib/db/schema/properties';
import { providers } from '@/lib/db/schema/providers';
import { WireCursor } from '@/lib/protocol/v1';
import { changeCentral, changeSite, describeProviders } from '../../support/change-stock';
import type { Fault, Message, Passage } from '../../support/faulty-proxy';
import { countOf, LONG, SEED, seededRandom, timeoutOf } from '../../support/long';
import { type NamedFault, NETWORK_FAULTS } from '../../support/network-faults';
import { type Patience, type ProxiedPair, startProxiedPair } from '../../support/proxied-pair';
import { readDigest } from '../../support/read-digest';
import { describeStock, insertProperties, insertProvider } from '../../support/records';
import { waitFor } from '../../support/wait-for';

/** Patient enough for a busy machine, and three tries. */
const SHORT = { timeoutMs: 20_000, retryDelaysMs: [30, 60] } satisfies Patience;
const MOST_MS = 30_000;
const MOST_MEMORY_BYTES = 200 * 1024 * 1024;
const LONG_ROUNDS = countOf(1, 5);
/** A change that one request carries, and one that needs many. */
const SMALL = 4;
const LARGE = 1_200;
/** Two batches, one question whether they are integrated, two pulls: a run of many records makes no fewer. */
const FEWEST_OF_MANY = 5;
/** How many requests a run with changes of such a size makes at least. */
const requests = new Map<number, number>();

const random = seededRandom();
let pair: ProxiedPair;
beforeAll(async () => {
  pair = await startProxiedPair();
  await insertProperties(pair.site.db, await insertProvider(pair.site.db, { number: '1' }), 1_500);
  expect(await pair.synchronise()).toMatchObject({ state: 'done' });
  for (const size of [SMALL, LARGE]) {
    await change(size);
    pair.proxy.countRequests();
    expect(await pair.synchronise()).toMatchObject({ state: 'done' });
    // How often it asks whether its records are integrated varies, from once to many times.
    requests.set(size, Math.max(1, Math.min(FEWEST_OF_MANY, pair.proxy.countRequests() - 2)));
  }
}, 180_000);
afterAll(() => pair.close());

async function change(size: number): Promise<void> {
  await Promise.all([changeSite(pair.site.db, random, size), changeCentral(pair.central.db, random)]);
}

/** The fault is gone: the next run is a plain success, and both sides are as if nothing had happened. */
async function expectSameEnd(stock: string[], known: string[]): Promise<void> {
  await pair.proxy.heal();
  const run = await pair.synchronise();
  expect({ state: run.state, error: run.error }).toEqual({ state: 'done', error: null });
  expect(await describeStock(pair.site.db, 0)).toEqual(stock);
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(stock);
  expect(await readDigest(pair.site.db, null)).toEqual(await readDigest(pair.central.db, pair.siteId));
  expect(await describeProviders(pair.site.db)).toEqual(known);
  expect(await describeProviders(pair.central.db)).toEqual(known);
}

const describeBoth = () => Promise.all([describeStock(pair.site.db, 0), describeProviders(pair.central.db)]);

/** A run with the fault; answers what it ended with, how long it took and how much memory it wanted at most. */
async function runWith(begin: () => void | Promise<void>, timeoutMs = SHORT.timeoutMs) {
  await begin();
  const startedMs = performance.now();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const run = await pair.synchronise({ ...SHORT, timeoutMs });
  clearInterval(watch);
  return { run, ms: performance.now() - startedMs, memoryBytes: most - before };
}

function expectEnd(result: Awaited<ReturnType<typeof runWith>>, codes: readonly string[]): void {
  const { run, ms, memoryBytes } = result;
  expect({
    met: pair.proxy.met() > 0,
    state: run.state,
    code: run.error?.code ?? null,
    cause: run.error?.cause,
  }).toEqual({
    met: true,
    state: codes.length === 0 ? 'done' : 'failed',
    code: codes.length === 0 ? null : expect.toSatisfy((code: string) => codes.includes(code), codes.join(' or ')),
    cause: codes.length === 0 ? undefined : expect.any(String),
  });
  expect(ms).toBeLessThan(MOST_MS);
  expect(memoryBytes).toBeLessThan(MOST_MEMORY_BYTES);
}

test.each(NETWORK_FAULTS)(`$name (seed ${SEED})`, { timeout: timeoutOf(120_000) }, async (named) => {
  if (!LONG) {
    // Every fault comes, every second one of them lasts.
    await (NETWORK_FAULTS.indexOf(named) % 2 === 0 ? once(named, LARGE) : lasting(named, SMALL));
    return;
  }
  for (let round = 0; round < LONG_ROUNDS; round++) {
    await once(named, LARGE);
    await lasting(named, random.pick([SMALL, LARGE]));
  }
});

/** A single one at a random request of the run. */
async function once({ fault, codes, borneOnce, timeoutMs }: NamedFault, size: number): Promise<void> {
  await change(size);
  const [stock, known] = await describeBoth();
  const after = chooseRequest(size);
  expectEnd(await runWith(() => pair.proxy.plan(fault, { after, times: 1 }), timeoutMs), borneOnce ? [] : codes);
  await expectSameEnd(stock, known);
}

/** From a random request on, until the run has ended. */
async function lasting({ fault, codes, timeoutMs }: NamedFault, size: number): Promise<void> {
  await change(size);
  const [stock, known] = await describeBoth();
  const after = chooseRequest(size);
  expectEnd(await runWith(() => pair.proxy.plan(fault, { after }), timeoutMs), codes);
  await expectSameEnd(stock, known);
}

const chooseRequest = (size: number) => random.int(0, (requests.get(size) ?? 1) - 1);

test('nobody listens: the run fails with its reason, and a moment of that is borne', {
  timeout: timeoutOf(60_000),
}, async () => {
  await change(SMALL);
  const [stock, known] = await describeBoth();
  await pair.proxy.refuse();
  const { run, ms } = await runWith(() => undefined);
  expect(run).toMatchObject({ state: 'failed', error: { code: 'connection-failed', details: { kind: 'refused' } } });
  expect(ms).toBeLessThan(MOST_MS);
  await expectSameEnd(stock, known);
  await change(SMALL);
  const again = await describeBoth();
  await pair.proxy.refuse(40);
  expect((await runWith(() => undefined)).run).toMatchObject({ state: 'done', error: null });
  await expectSameEnd(...again);
});

/** Keeps every request and answers none, until they are delivered late. */
function holdBack(): { fault: Fault; deliver(): Promise<void> } {
  const held: Passage[] = [];
  return {
    fault: (passage) => void held.push(passage),
    deliver: async () => {
      for (const passage of held) await passage.deliver();
    },
  };
}

const integrated = () =>
  waitFor('the central server to have integrated', async () => {
    const [row] = await pair.central.db.execute<{ busy: boolean }>(sql`
      select exists (select from sync_buffer) or exists (select from runs where state in ('queued', 'running')) as busy`);
    return row?.busy === false;
  });

test('a request that arrives after a newer run overwrites nothing and brings nothing back', {
  timeout: timeoutOf(60_000),
}, async () => {
  const { site } = pair;
  const [provider] = await site.db.select().from(providers).limit(1);
  await insertProperties(site.db, provider?.id ?? '', 2, 'LATE');
  await site.db.update(properties).set({ title: 'old' }).where(eq(properties.externalNumber, 'LATE-1'));
  const late = holdBack();
  const patience = { timeoutMs: 300, retryDelaysMs: [30] };
  pair.proxy.plan(late.fault);
  expect(await pair.synchronise(patience)).toMatchObject({ state: 'failed', error: { code: 'connection-failed' } });

  await site.db.update(properties).set({ title: 'new' }).where(eq(properties.externalNumber, 'LATE-1'));
  await site.db.delete(properties).where(eq(properties.externalNumber, 'LATE-2'));
  const [stock, known] = await describeBoth();
  await expectSameEnd(stock, known);

  await late.deliver();
  await integrated();
  expect(await describeStock(pair.central.db, pair.siteId)).toEqual(stock);
  await expectSameEnd(stock, known);
});

test('two answers that change places are not believed, or do no harm', { timeout: timeoutOf(60_000) }, async () => {
  await change(LARGE);
  const [stock, known] = await describeBoth();
  let first: ((message: Message) => Promise<Message>) | null = null;
  pair.proxy.plan(async ({ deliver, answer }) => {
    const own = await deliver();
    const partner = first;
    if (partner) {
      first = null;
      answer(await partner(own));
      return;
    }
    const others = await new Promise<Message>((resolve) => {
      first = async (message) => {
        resolve(message);
        return own;
      };
      setTimeout(() => resolve(own), 100);
    });
    answer(others);
  });
  const { run } = await runWith(() => undefined);
  expect(['done', 'failed']).toContain(run.state);
  expect(run.error?.code ?? 'central-unavailable').toBe('central-unavailable');
  await expectSameEnd(stock, known);
});

test.each([
  ['far ahead', (cursor: WireCursor) => ({ ...cursor, position: cursor.position + 1_000_000 })],
  ['far behind', (cursor: WireCursor) => ({ ...cursor, position: 0 })],
  ['of another epoch', (cursor: WireCursor) => ({ ...cursor, epoch: 1_234_567 })],
])('cursors that are %s do no lasting harm', { timeout: timeoutOf(60_000) }, async (_name, wrong) => {
  await change(SMALL);
  pair.proxy.plan(async ({ deliver, answer }) => {
    const message = await deliver();
    const json = JSON.parse(message.body.toString('utf8'), (_key, value) => {
      const cursor = WireCursor.safeParse(value);
      return cursor.success ? wrong(cursor.data) : value;
    });
    answer({ ...message, body: Buffer.from(JSON.stringify(json)) });
  });
  const { run } = await runWith(() => undefined);
  expect(['done', 'problems', 'failed']).toContain(run.state);
  expect(run.error?.code).not.toBe('unexpected');
  await change(SMALL);
  await expectSameEnd(...(await describeBoth()));
});

test('answers from a memory instead of the central server are not believed, or the next run notices', {
  timeout: timeoutOf(60_000),
}, async () => {
  const memory = new Map<string, Message>();
  await change(SMALL);
  pair.proxy.plan(async ({ path, deliver, answer }) => {
    const message = await deliver();
    memory.set(path, message);
    answer(message);
  });
  expect(await pair.synchronise()).toMatchObject({ state: 'done' });

  await change(SMALL);
  const [stock, known] = await describeBoth();
  pair.proxy.plan(({ path, socket, answer }) => {
    const remembered = memory.get(path);
    if (remembered) answer(remembered);
    else socket.destroy();
  });
  const { run } = await runWith(() => undefined);
  expect(['done', 'failed']).toContain(run.state);
  await pair.proxy.heal();
  // The next run is in doubt, compares, and puts what differs in line.
  expect(await pair.synchronise()).toMatchObject({ error: null });
  await expectSameEnd(stock, known);
});
