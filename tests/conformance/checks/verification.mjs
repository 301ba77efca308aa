import { aList, aText, expectAnswer, expectRefusal, expectThat, rule } from '../expect.mjs';

const CURSORS = { central: null, remote: null };
const TABLES = ['contacts', 'properties', 'attachments'];

/** @param {import('../site.mjs').Site} site @param {string[]} [leftOut] */
const askBuckets = async (site, leftOut = []) =>
  expectAnswer(await site.call('verify', { ask: 'buckets', digests: [1, 1_000_000], cursors: CURSORS, leftOut }), {
    ask: 'buckets',
    digest: 1,
    buckets: aList,
    leftOut: aList,
  });
/** @param {string} id its bucket: the last byte */
const bucketOf = (id) => Number.parseInt(id.slice(-2), 16);
/** @param {any} answer @param {string} id @param {string} table */
const ownBucket = ({ buckets }, table, id) =>
  buckets.find((/** @type {any} */ one) => one.scope === 'own' && one.table === table && one.bucket === bucketOf(id));
/** @param {any} answer @param {string} table */
const countOwn = ({ buckets }, table) =>
  buckets.reduce(
    (/** @type {number} */ sum, /** @type {any} */ one) =>
      sum + (one.scope === 'own' && one.table === table ? one.records : 0),
    0,
  );

/** @type {import('../run-checks.mjs').Check[]} */
export const verificationChecks = [
  {
    name: 'buckets count every record that the site owns',
    says: 'verify: buckets',
    run: async (site) => {
      const [answer, { totals }] = [await askBuckets(site), await site.hello()];
      for (const table of TABLES) expectThat({ [table]: countOwn(answer, table) }, { [table]: totals[table] });
    },
  },
  {
    name: 'the same records have the same digests; a changed one changes the digest of its bucket, and a deleted one its count',
    says: 'verify: buckets',
    run: async (site) => {
      const contact = site.contact({ last_name: 'before' });
      await site.store([contact]);
      const [one, again] = [await askBuckets(site), await askBuckets(site)];
      const before = ownBucket(one, 'contacts', contact.id);
      expectThat(ownBucket(again, 'contacts', contact.id), before);
      await site.store([site.contact({ last_name: 'after' }, contact.id)]);
      const after = ownBucket(await askBuckets(site), 'contacts', contact.id);
      expectThat(
        { records: after?.records, changed: after?.digest !== before?.digest },
        { records: before?.records, changed: true },
      );
      await site.remove([contact.id]);
      const deleted = ownBucket(await askBuckets(site), 'contacts', contact.id);
      expectThat({ records: deleted?.records ?? 0 }, { records: before.records - 1 });
    },
  },
  {
    name: 'records that the site leaves out are not counted',
    says: 'verify: buckets',
    run: async (site) => {
      const contact = site.contact();
      await site.store([contact]);
      const [all, rest] = [await askBuckets(site), await askBuckets(site, [contact.id])];
      expectThat({ contacts: countOwn(rest, 'contacts') }, { contacts: countOwn(all, 'contacts') - 1 });
    },
  },
  {
    name: 'hashes name every record of a bucket, names say what people call them, and records are given as they travel',
    says: 'verify: hashes, names, records',
    run: async (site) => {
      const contact = site.contact({ last_name: 'Verified' });
      await site.store([contact]);
      const of = { scope: 'own', table: 'contacts' };
      const { hashes } = expectAnswer(
        await site.call('verify', { ask: 'hashes', cursors: CURSORS, ...of, buckets: [bucketOf(contact.id)] }),
        { ask: 'hashes', hashes: aList, leftOut: aList },
      );
      const found = hashes.filter((/** @type {any} */ [id]) => id === contact.id);
      expectThat(found, [
        [contact.id, aText, rule('milliseconds', (at) => at === Date.parse(String(contact.data?.updated_at)))],
      ]);
      expectThat(
        { ofBucket: hashes.every((/** @type {any} */ [id]) => bucketOf(id) === bucketOf(contact.id)) },
        { ofBucket: true },
      );
      const ids = [contact.id];
      const { names } = expectAnswer(await site.call('verify', { ask: 'names', ...of, ids }));
      expectThat(names, [[contact.id, rule('a name with “Verified”', (name) => String(name).includes('Verified'))]]);
      expectAnswer(await site.call('verify', { ask: 'records', ...of, ids }), {
        ask: 'records',
        records: [{ id: contact.id, originSite: site.siteId, data: { last_name: 'Verified' } }],
        rest: [],
      });
    },
  },
  {
    name: 'no version of the digest in common: 422, with the versions that are known',
    says: 'verify: versions of the digest',
    run: async (site) => {
      const answer = await site.call('verify', { ask: 'buckets', digests: [1_000_000], cursors: CURSORS, leftOut: [] });
      expectRefusal(answer, 422, 'version-too-new', { of: 'digest', received: 1_000_000 });
    },
  },
  {
    name: 'a question that is not known: 400 invalid-input',
    says: 'verify',
    run: async (site) => expectRefusal(await site.call('verify', { ask: 'everything' }), 400, 'invalid-input'),
  },
];
