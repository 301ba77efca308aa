import { randomUUID } from 'node:crypto';
import { aCount, aText, atLeast, atMost, expectRefusal, expectThat } from '../expect.mjs';
import { PROVIDERS } from '../site.mjs';

const [first, second] = PROVIDERS;

/** @param {import('../site.mjs').Site} site @param {Record<string, unknown>} provider */
const idOf = async (site, provider) => {
  const offered = randomUUID();
  const answer = await site.hello({
    providers: [{ ...first, number: null, openimmoAnid: null, ...provider, id: offered }],
  });
  expectThat(answer.providers, [{ offered, id: aText }]);
  return answer.providers[0].id;
};

/** @type {import('../run-checks.mjs').Check[]} */
export const helloChecks = [
  {
    name: 'hello says who the site is, which versions are spoken, and what is held of the site',
    says: 'hello',
    run: async (site) => {
      const answer = await site.hello({ begin: true });
      expectThat(answer, {
        siteId: atLeast(1),
        siteName: aText,
        protocol: { min: atMost(1), max: atLeast(1) },
        software: aText,
        session: aCount,
        providers: [],
        totals: { contacts: aCount, properties: aCount, attachments: aCount },
      });
      site.siteId = answer.siteId;
      site.session = answer.session;
    },
  },
  {
    name: 'the site is fresh: nothing is held of it',
    says: 'a conformance test runs as a site of its own',
    run: async (site) => expectThat((await site.hello()).totals, { contacts: 0, properties: 0, attachments: 0 }),
  },
  {
    name: 'offered providers are adopted, and the answer says the central server’s id of each',
    says: 'hello',
    run: async (site) => {
      const { providers } = await site.hello({ providers: PROVIDERS });
      expectThat(
        providers,
        PROVIDERS.map(({ id }) => ({ offered: id, id: aText })),
      );
      site.providerId = providers[0].id;
    },
  },
  {
    name: 'hello said twice changes nothing: the same ids, the same session',
    says: 'hello; Idempotency',
    run: async (site) => {
      const one = await site.hello({ providers: PROVIDERS });
      expectThat(await site.hello({ providers: PROVIDERS }), one);
      expectThat(one, { session: site.session });
    },
  },
  {
    name: 'a provider is matched by openimmoAnid',
    says: 'hello',
    run: async (site) =>
      expectThat(await idOf(site, { openimmoAnid: first?.openimmoAnid }), await idOf(site, { ...first })),
  },
  {
    name: 'a provider without openimmoAnid is matched by number',
    says: 'hello',
    run: async (site) => expectThat(await idOf(site, { number: second?.number }), await idOf(site, { ...second })),
  },
  {
    name: 'openimmoAnid counts more than number',
    says: 'hello',
    run: async (site) => {
      const mixed = await idOf(site, { openimmoAnid: first?.openimmoAnid, number: second?.number });
      expectThat(mixed, await idOf(site, { ...first }));
    },
  },
  {
    name: 'a provider’s name with the character U+0000: 400 invalid-input, not an internal error',
    says: 'hello',
    run: async (site) => {
      const providers = [{ ...first, name: 'a\0b' }];
      const answer = await site.call('hello', { siteName: 'Conformance test', providers });
      expectRefusal(answer, 400, 'invalid-input', { field: 'providers.0.name' });
    },
  },
  {
    name: 'a provider without a name: 400 invalid-input',
    says: 'hello',
    run: async (site) => {
      const providers = [{ ...first, name: null }];
      const answer = await site.call('hello', { siteName: 'Conformance test', providers });
      expectRefusal(answer, 400, 'invalid-input', { field: 'providers.0.name' });
    },
  },
];
