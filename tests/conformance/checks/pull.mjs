import { aCount, aCursor, aList, atMost, expectAnswer, expectRefusal, expectThat } from '../expect.mjs';

const MOST_RECORDS = 1_000;
/** About 1 MiB, and one record beyond it. */
const MOST_BATCH_CHARACTERS = 1.5 * 1024 * 1024;
const MANY = 1_200;

/** @type {import('../run-checks.mjs').Check[]} */
export const pullChecks = [
  {
    name: 'a pull answers records, their count, how many remain, and a cursor',
    says: 'pull',
    run: async (site) => {
      const answer = await site.call('pull', { scope: 'central', cursor: null, own: false, remaining: null });
      const page = expectAnswer(answer, {
        records: aList,
        count: atMost(MOST_RECORDS),
        remaining: aCount,
        cursor: aCursor,
      });
      expectThat({ count: page.count, doubt: page.doubt }, { count: page.records.length, doubt: null });
    },
  },
  {
    name: `${MANY} records are stored in two batches under way at the same time, and integrated after the last`,
    says: 'push; Batches',
    run: async (site) => {
      const before = (await site.hello()).totals.contacts;
      const contacts = Array.from({ length: MANY }, (_, n) =>
        site.contact({ last_name: `Conformance ${n}`, company: 'c'.repeat(1_000) }),
      );
      const half = MANY / 2;
      site.nextSession();
      const through = (/** @type {number} */ index) => ({ through: contacts[index]?.cursor ?? 0 });
      const answers = await Promise.all([
        site.push(contacts.slice(0, half), { ...through(half - 1), remaining: half }),
        site.push(contacts.slice(half), { ...through(MANY - 1), remaining: 1 }),
      ]);
      for (const answer of answers) expectAnswer(answer, { stored: half });
      expectAnswer(await site.push([]), { stored: 0 });
      expectThat(await site.integrated(), { problemCount: 0 });
      expectThat((await site.hello()).totals, { contacts: before + MANY });
    },
  },
  {
    name: 'own records come in batches of at most 1,000 records and about 1 MiB, each once, in order, until none remain',
    says: 'pull; Batches; Cursors',
    run: async (site) => {
      const { pages, records } = await site.pullOwn();
      for (const [index, page] of pages.entries()) {
        const last = index === pages.length - 1;
        expectThat(page, { count: atMost(MOST_RECORDS), doubt: null });
        expectThat({ short: JSON.stringify(page.records).length <= MOST_BATCH_CHARACTERS }, { short: true });
        expectThat({ more: page.remaining > 0 }, { more: !last });
      }
      expectThat({ severalPages: pages.length > 1 }, { severalPages: true });
      const positions = records.map((record) => record.cursor);
      expectThat(
        { inOrder: positions.every((position, index) => index === 0 || position > positions[index - 1]) },
        { inOrder: true },
      );
      const ids = records.map((record) => `${record.table} ${record.id}`);
      expectThat({ twice: ids.length - new Set(ids).size }, { twice: 0 });
      const { totals } = await site.hello();
      const upserts = records.filter((record) => record.action === 'upsert');
      const count = (/** @type {string} */ table) => upserts.filter((record) => record.table === table).length;
      for (const table of ['contacts', 'properties', 'attachments'])
        expectThat({ [table]: count(table) }, { [table]: totals[table] });
    },
  },
  {
    name: 'the first answer says how many records remain after it, exactly',
    says: 'pull: remaining',
    run: async (site) => {
      const { pages, records } = await site.pullOwn();
      expectThat({ all: (pages[0]?.count ?? 0) + (pages[0]?.remaining ?? 0) }, { all: records.length });
    },
  },
  {
    name: 'a cursor can be used again and gives the same records',
    says: 'Cursors; Idempotency',
    run: async (site) => {
      const ask = { scope: 'remote', cursor: null, own: true, remaining: null };
      const { cursor } = expectAnswer(await site.call('pull', ask));
      const [one, two] = [
        expectAnswer(await site.call('pull', { ...ask, cursor })),
        expectAnswer(await site.call('pull', { ...ask, cursor })),
      ];
      expectThat(
        two.records.map((/** @type {any} */ record) => record.id),
        one.records.map((/** @type {any} */ record) => record.id),
      );
    },
  },
  {
    name: 'after the last batch nothing remains',
    says: 'Cursors',
    run: async (site) => {
      const { cursor } = await site.pullOwn();
      expectThat((await site.pullOwn(cursor)).records, []);
    },
  },
  {
    name: 'what other sites share holds no record of the site itself',
    says: 'pull',
    run: async (site) => {
      const { records } = await site.pullAll('remote', false);
      expectThat({ own: records.filter((record) => record.originSite === site.siteId).length }, { own: 0 });
    },
  },
  {
    name: 'a pull after a cursor of an unknown epoch, or beyond the end, is answered with doubt',
    says: 'Doubt: cursor-unknown',
    run: async (site) => {
      const { cursor } = await site.pullOwn();
      for (const unknown of [
        { epoch: cursor.epoch === 1 ? 2 : cursor.epoch - 1, position: cursor.position },
        { epoch: cursor.epoch, position: cursor.position + 1_000_000_000 },
      ]) {
        const answer = await site.call('pull', { scope: 'remote', cursor: unknown, own: true, remaining: null });
        expectAnswer(answer, { doubt: 'cursor-unknown', cursor: aCursor });
      }
    },
  },
  ...[
    { of: 'a scope that is not known', body: { scope: 'everything' }, field: 'scope' },
    {
      of: 'an epoch beyond any number',
      body: { cursor: { epoch: 5_000_000_000_000, position: 1 } },
      field: 'cursor.epoch',
    },
    { of: 'a position that is none', body: { cursor: { epoch: 1, position: -1 } }, field: 'cursor.position' },
    { of: 'a cursor without position', body: { cursor: { epoch: 1 } }, field: 'cursor.position' },
  ].map(({ of, body, field }) => ({
    name: `${of}: 400 invalid-input with the field`,
    says: 'pull',
    run: async (/** @type {import('../site.mjs').Site} */ site) => {
      const answer = await site.call('pull', { scope: 'remote', cursor: null, own: false, remaining: null, ...body });
      expectRefusal(answer, 400, 'invalid-input', { field });
    },
  })),
];
