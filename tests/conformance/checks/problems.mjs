import { randomUUID } from 'node:crypto';
import { aText, expectAnswer, expectThat, oneOf } from '../expect.mjs';

const CODE = oneOf('record-refused', 'integration-failed');

/** @param {any} status @param {string} id */
const problemOf = (status, id) => status.problems.find((/** @type {any} */ problem) => problem.id === id);

/** @type {import('../run-checks.mjs').Check[]} */
export const problemChecks = [
  {
    name: 'a record that cannot be integrated does not hold up its neighbours, and status names it with field and value',
    says: 'status',
    run: async (site) => {
      const provider = randomUUID();
      const records = Array.from({ length: 30 }, () => site.property());
      const bad = site.property({ provider_id: provider, title: 'Bad' });
      const status = await site.store([...records.slice(0, 15), bad, ...records.slice(15)]);
      expectThat(status, { waiting: 0, problemCount: 1 });
      expectThat(status.problems, [
        {
          table: 'properties',
          id: bad.id,
          label: 'Bad',
          code: CODE,
          field: 'provider_id',
          value: provider,
          cause: aText,
        },
      ]);
      const own = await site.ownById();
      expectThat({ missing: records.filter(({ id }) => !own.has(id)).length }, { missing: 0 });
      expectThat({ bad: own.has(bad.id) }, { bad: false });
      await site.remove([bad.id, ...records.map(({ id }) => id)]);
    },
  },
  {
    name: 'a deletion takes back a record that could not be integrated',
    says: 'status',
    run: async (site) => expectThat(await site.integrated(), { problemCount: 0, problems: [] }),
  },
  ...[
    { of: 'a number that is none', data: { price: 'cheap' }, named: { field: 'price', value: 'cheap' } },
    { of: 'a state that is not known', data: { state: 'sold' }, named: { field: 'state', value: 'sold' } },
    { of: 'a text where a list belongs', data: { shared_with: 'everybody' }, named: { field: 'shared_with' } },
    { of: 'a key of an unknown kind', data: { keys: [{ kind: 'secret', value: 'x' }] }, named: {} },
    { of: 'keys that are no list', data: { keys: 'x' }, named: {} },
    { of: 'a missing field', data: { content_hash: null }, named: { field: 'content_hash' } },
  ].map(({ of, data, named }) => ({
    name: `${of} is a problem of its record alone, and named`,
    says: 'status',
    run: async (/** @type {import('../site.mjs').Site} */ site) => {
      const [good, bad] = [site.property(), site.property(data)];
      const status = await site.store([good, bad]);
      expectThat(status, { waiting: 0, problemCount: 1 });
      expectThat(problemOf(status, bad.id), { table: 'properties', code: CODE, cause: aText, ...named });
      expectThat({ neighbour: (await site.ownById()).has(good.id) }, { neighbour: true });
      await site.remove([good.id, bad.id]);
    },
  })),
  {
    name: 'data that is no object is a problem of its record alone',
    says: 'Records',
    run: async (site) => {
      const [good, ...bad] = [site.contact(), site.contact(), site.contact(), site.contact()];
      const of = [[], 'text', null];
      const status = await site.store([good, ...bad.map((record, index) => ({ ...record, data: of[index] }))]);
      expectThat(status, { waiting: 0, problemCount: bad.length });
      expectThat({ neighbour: (await site.ownById()).has(good.id) }, { neighbour: true });
      expectThat(await site.remove([good.id, ...bad.map(({ id }) => id)]), { problemCount: 0 });
    },
  },
  {
    name: 'an attachment whose address is no web address is refused',
    says: 'Records: what comes is checked again',
    run: async (site) => {
      const property = site.property();
      const bad = site.attachment(property.id, { url: 'javascript:alert(1)' });
      const status = await site.store([property, bad]);
      expectThat(problemOf(status, bad.id), { table: 'attachments', code: CODE, cause: aText });
      await site.remove([bad.id, property.id]);
    },
  },
  {
    name: 'what could not be integrated is tried again by status with retry, and then is no problem any more',
    says: 'status: retry',
    run: async (site) => {
      const property = site.property();
      const early = site.attachment(property.id);
      expectThat(await site.store([early]), {
        problemCount: 1,
        problems: [{ id: early.id, field: 'property_id', value: property.id }],
      });
      expectThat(await site.integrated({ retry: true }), { problemCount: 1 });
      expectAnswer(await site.exchange([property], site.nextSession()), { waiting: 0 });
      expectThat(await site.integrated({ retry: true }), { problemCount: 0, problems: [] });
      expectThat({ integrated: (await site.ownById()).has(early.id) }, { integrated: true });
    },
  },
  {
    name: 'a bad record in an exchange does not hold up its neighbours',
    says: 'exchange; status',
    run: async (site) => {
      const [good, bad] = [site.contact(), site.contact({ provider_id: randomUUID() })];
      expectAnswer(await site.exchange([bad, good], site.nextSession()));
      const status = await site.integrated();
      expectThat(status, { problemCount: 1, problems: [{ table: 'contacts', id: bad.id, field: 'provider_id' }] });
      expectThat({ neighbour: (await site.ownById()).has(good.id) }, { neighbour: true });
      expectAnswer(await site.exchange([], site.nextSession()), { waiting: 0, problemCount: 1 });
      expectThat(await site.remove([good.id, bad.id]), { problemCount: 0 });
    },
  },
];
