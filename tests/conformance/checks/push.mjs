import { randomUUID } from 'node:crypto';
import { aText, expectAnswer, expectRefusal, expectThat } from '../expect.mjs';

/** @type {import('../run-checks.mjs').Check[]} */
export const pushChecks = [
  {
    name: 'a push is stored and, after its last batch, integrated: contact, property and attachment in any order',
    says: 'push; status; Order of dependency',
    run: async (site) => {
      const contact = site.contact();
      const property = site.property({ contact_id: contact.id });
      const attachment = site.attachment(property.id, { url: 'https://example.com/plan.pdf' });
      site.nextSession();
      expectAnswer(await site.push([attachment, property], { remaining: 1 }), { stored: 2, doubt: null });
      expectAnswer(await site.push([contact]), { stored: 1, doubt: null });
      expectThat(await site.integrated(), { problemCount: 0, problems: [] });
      expectThat((await site.hello()).totals, { contacts: 1, properties: 1, attachments: 1 });
    },
  },
  {
    name: 'the owner of a record is the site of the token, whatever the record says',
    says: 'Records: originSite',
    run: async (site) => {
      const contact = { ...site.contact(), originSite: site.siteId + 1 };
      await site.store([contact]);
      expectThat((await site.ownById()).get(contact.id), { originSite: site.siteId });
    },
  },
  {
    name: 'what a record says comes back as it was, and what is null is left out',
    says: 'Records',
    run: async (site) => {
      const property = site.property({ title: 'Ümlaut “quoted” \\ 日本', price: 123456.78, rooms: 3.5, city: null });
      await site.store([property]);
      const { data } = (await site.ownById()).get(property.id) ?? {};
      expectThat(data, {
        title: 'Ümlaut “quoted” \\ 日本',
        price: 123456.78,
        rooms: 3.5,
        state: 'active',
        published: false,
        keys: [{ kind: 'external', value: property.id }],
      });
      expectThat({ nulls: Object.entries(data).filter(([, value]) => value === null) }, { nulls: [] });
    },
  },
  {
    name: 'a batch with a batchId that is known changes nothing and gets the first answer, also many at once',
    says: 'push; Idempotency',
    run: async (site) => {
      const head = { ...site.nextSession(), batchId: randomUUID(), remaining: 1 };
      const contact = site.contact({ last_name: 'first' });
      const answers = await Promise.all(Array.from({ length: 5 }, () => site.push([contact], head)));
      for (const answer of answers) expectAnswer(answer, { stored: 1, doubt: null });
      const later = site.contact({ last_name: 'second' }, contact.id);
      expectAnswer(await site.push([later, site.contact()], head), { stored: 1, doubt: null });
      expectAnswer(await site.push([]));
      await site.integrated();
      expectThat((await site.ownById()).get(contact.id)?.data, { last_name: 'first' });
    },
  },
  {
    name: 'of two changes of one record in a batch the later one counts, whatever their order',
    says: 'Records: cursor',
    run: async (site) => {
      const earlier = site.contact({ last_name: 'earlier' });
      const later = site.contact({ last_name: 'later' }, earlier.id);
      await site.store([later, earlier]);
      expectThat((await site.ownById()).get(earlier.id)?.data, { last_name: 'later' });
    },
  },
  {
    name: 'a record that is deleted and comes again in one batch is there, and one that comes and is deleted is not',
    says: 'Records: cursor',
    run: async (site) => {
      const [kept, gone] = [site.contact(), site.contact()];
      const deleted = site.record('contacts', null, kept.id);
      const again = site.contact({ last_name: 'again' }, kept.id);
      await site.store([again, deleted, site.record('contacts', null, gone.id), gone]);
      const own = await site.ownById();
      expectThat(
        { kept: own.get(kept.id)?.data, gone: own.has(gone.id) },
        { kept: { last_name: 'again' }, gone: false },
      );
    },
  },
  {
    name: 'a change of a record replaces it whole',
    says: 'Records: data',
    run: async (site) => {
      const contact = site.contact({ email: 'a@example.com' });
      await site.store([contact]);
      await site.store([site.contact({ last_name: 'changed' }, contact.id)]);
      const { data } = (await site.ownById()).get(contact.id) ?? {};
      expectThat({ last_name: data?.last_name, email: data?.email }, { last_name: 'changed', email: undefined });
    },
  },
  {
    name: 'a deletion removes the record, comes back as a deletion without data, and can be repeated',
    says: 'Records: deletion',
    run: async (site) => {
      const contact = site.contact();
      await site.store([contact]);
      const { cursor } = await site.pullOwn();
      for (let time = 0; time < 2; time++) {
        await site.store([site.record('contacts', null, contact.id)]);
        expectThat({ here: (await site.ownById()).has(contact.id) }, { here: false });
      }
      const { records } = await site.pullOwn(cursor);
      const deletions = records.filter((record) => record.id === contact.id);
      expectThat(deletions, [{ table: 'contacts', action: 'delete', data: null }]);
    },
  },
  {
    name: 'a property and what hangs on it are deleted in one batch, in any order',
    says: 'Order of dependency',
    run: async (site) => {
      const contact = site.contact();
      const property = site.property({ contact_id: contact.id });
      const attachment = site.attachment(property.id);
      await site.store([contact, property, attachment]);
      const ids = [contact, property, attachment].map(({ id }) => id);
      expectThat(await site.remove(ids), { problemCount: 0 });
      const own = await site.ownById();
      expectThat({ left: ids.filter((id) => own.has(id)) }, { left: [] });
    },
  },
  {
    name: 'an older session than the last: 409 session-superseded with both, and nothing is stored',
    says: 'Sessions',
    run: async (site) => {
      const old = site.nextSession();
      expectAnswer(await site.push([], site.nextSession()));
      const late = site.contact();
      for (const answer of [await site.push([late], old), await site.exchange([late], old)]) {
        expectRefusal(answer, 409, 'session-superseded', { received: old.session.number, known: site.session });
      }
      expectThat(await site.integrated(), { problemCount: 0 });
      expectThat({ stored: (await site.ownById()).has(late.id) }, { stored: false });
      expectThat(await site.hello(), { session: site.session });
    },
  },
  {
    name: 'the same session with another id: 409 session-superseded',
    says: 'Sessions',
    run: async (site) => {
      expectAnswer(await site.push([], site.nextSession()));
      const copy = { number: site.session, id: randomUUID() };
      expectRefusal(await site.push([], { session: copy }), 409, 'session-superseded', { known: site.session });
    },
  },
  {
    name: 'a site that believes more stored than is known is told so, unless it says that it knows',
    says: 'Doubt: central-restored',
    run: async (site) => {
      const believed = site.position + 1_000_000;
      expectAnswer(await site.push([], { ...site.nextSession(), pushed: believed }), { doubt: 'central-restored' });
      expectAnswer(await site.push([], { ...site.nextSession(), pushed: believed, inDoubt: true }), { doubt: null });
    },
  },
  {
    name: 'what was stored up to `through` is known in the next session',
    says: 'Sessions',
    run: async (site) => {
      const contact = site.contact();
      expectAnswer(await site.push([contact], { ...site.nextSession(), through: site.position }), { doubt: null });
      const pushed = site.position;
      expectAnswer(await site.push([], { ...site.nextSession(), pushed }), { doubt: null });
      await site.integrated();
    },
  },
  ...['providers', 'sharing_groups', 'users', ''].map((table) => ({
    name: `a record of the table “${table}”, which is no remote data: 422 record-refused, and its batch is not stored`,
    says: 'push',
    run: async (/** @type {import('../site.mjs').Site} */ site) => {
      const [neighbour, foreign] = [site.contact(), { ...site.contact(), table }];
      for (const send of [site.push([neighbour, foreign], site.nextSession()), site.exchange([neighbour, foreign])]) {
        expectRefusal(await send, 422, 'record-refused', { table });
      }
      await site.integrated();
      expectThat({ stored: (await site.ownById()).has(neighbour.id) }, { stored: false });
    },
  })),
  {
    name: 'an action that is neither upsert nor delete: 422 record-refused',
    says: 'push',
    run: async (site) =>
      expectRefusal(
        await site.push([{ ...site.contact(), action: 'merge' }], site.nextSession()),
        422,
        'record-refused',
      ),
  },
  ...[
    { of: 'records that are no list', records: { a: 1 } },
    {
      of: 'a record whose id is no UUID',
      records: [{ cursor: 1, table: 'contacts', id: 'x', action: 'delete', data: null }],
    },
    { of: 'a record that is no object', records: ['contacts'] },
  ].map(({ of, records }) => ({
    name: `${of}: refused, not an internal error`,
    says: 'push',
    run: async (/** @type {import('../site.mjs').Site} */ site) => {
      const answer = await site.push(/** @type {any} */ (records), site.nextSession());
      const code = answer.status === 422 ? 'record-refused' : 'invalid-input';
      expectRefusal(answer, answer.status === 422 ? 422 : 400, code);
    },
  })),
  ...[
    { field: 'remaining', value: 5_000_000_000_000 },
    { field: 'pushed', value: -1 },
    { field: 'through', value: 1.5 },
  ].map(({ field, value }) => ({
    name: `${value} as ${field}: 400 invalid-input with the field`,
    says: 'push',
    run: async (/** @type {import('../site.mjs').Site} */ site) =>
      expectRefusal(await site.push([], { [field]: value }), 400, 'invalid-input', { field }),
  })),
  {
    name: 'a batchId that is no UUID: 400 invalid-input with the field',
    says: 'push',
    run: async (site) =>
      expectRefusal(await site.push([], { batchId: 'x' }), 400, 'invalid-input', { field: 'batchId', reason: aText }),
  },
  {
    name: 'a message whose records stand first is understood',
    says: 'Batches',
    run: async (site) => {
      const [contact, head] = [site.contact(), site.nextSession()];
      expectAnswer(await site.call('push', { records: [contact], batchId: randomUUID(), ...head, remaining: 0 }), {
        stored: 1,
      });
      await site.integrated();
      expectThat({ stored: (await site.ownById()).has(contact.id) }, { stored: true });
    },
  },
];
