import { aCount, aCursor, aList, expectAnswer, expectThat, rule } from '../expect.mjs';

/** @param {any} answer */
const cursorsOf = ({ central, remote }) => ({ central: central.cursor, remote: remote.cursor });

/** @type {import('../run-checks.mjs').Check[]} */
export const exchangeChecks = [
  {
    name: 'one exchange stores, integrates, and answers what is new, with cursors',
    says: 'exchange',
    run: async (site) => {
      const contact = site.contact();
      const answer = expectAnswer(await site.exchange([contact], site.nextSession()), {
        waiting: 0,
        problemCount: 0,
        doubt: null,
        central: { cursor: aCursor, more: rule('true or false', (more) => typeof more === 'boolean') },
        remote: { cursor: aCursor, more: rule('true or false', (more) => typeof more === 'boolean') },
        count: aCount,
        records: aList,
      });
      expectThat({ count: answer.count }, { count: answer.records.length });
      expectThat({ stored: (await site.ownById()).has(contact.id) }, { stored: true });
    },
  },
  {
    name: 'without a cursor an exchange answers central data from the start',
    says: 'exchange; Records: originSite 0 for central data',
    run: async (site) => {
      const answer = expectAnswer(await site.exchange([], site.nextSession()));
      const provider = { table: 'providers', action: 'upsert', originSite: 0, id: site.providerId };
      const found = answer.records.filter((/** @type {any} */ record) => record.id === site.providerId);
      if (!answer.central.more) expectThat(found, [provider]);
      const foreign = answer.records.filter((/** @type {any} */ record) => record.originSite === site.siteId);
      expectThat({ own: foreign }, { own: [] });
    },
  },
  {
    name: 'the cursors of an answer acknowledge it: the next one holds only what is newer',
    says: 'exchange; Cursors',
    run: async (site) => {
      let answer = expectAnswer(await site.exchange([], site.nextSession()));
      for (let page = 0; page < 1_000 && (answer.central.more || answer.remote.more); page++) {
        answer = expectAnswer(await site.exchange([], { ...site.nextSession(), ...cursorsOf(answer) }));
      }
      const cursors = cursorsOf(answer);
      const next = expectAnswer(await site.exchange([], { ...site.nextSession(), ...cursors }), { doubt: null });
      const positions = next.records.map(
        (/** @type {any} */ { cursor, originSite }) =>
          cursor > (originSite === 0 ? cursors.central : cursors.remote).position,
      );
      expectThat({ newer: positions }, { newer: positions.map(() => true) });
    },
  },
  {
    name: 'what a site sends is not sent back to it',
    says: 'exchange',
    run: async (site) => {
      const first = expectAnswer(await site.exchange([], site.nextSession()));
      const contact = site.contact();
      const head = { ...site.nextSession(), ...cursorsOf(first) };
      for (const answer of [
        await site.exchange([contact], head),
        await site.exchange([], { ...site.nextSession(), ...cursorsOf(first) }),
      ]) {
        const { records } = expectAnswer(answer);
        expectThat({ back: records.filter((/** @type {any} */ record) => record.id === contact.id) }, { back: [] });
      }
    },
  },
  {
    name: 'an exchange that is sent twice changes nothing the second time',
    says: 'Idempotency',
    run: async (site) => {
      const contact = site.contact();
      const head = site.nextSession();
      expectAnswer(await site.exchange([contact], head));
      const { cursor } = await site.pullOwn();
      expectAnswer(await site.exchange([contact], head), { waiting: 0, problemCount: 0 });
      expectThat((await site.pullOwn(cursor)).records, []);
    },
  },
  {
    name: 'a deletion is integrated by an exchange too',
    says: 'exchange; Records: deletion',
    run: async (site) => {
      const contact = site.contact();
      await site.store([contact]);
      expectAnswer(await site.exchange([site.record('contacts', null, contact.id)], site.nextSession()), {
        waiting: 0,
      });
      expectThat({ here: (await site.ownById()).has(contact.id) }, { here: false });
    },
  },
  {
    name: 'a cursor of an epoch that is not known is answered with doubt, and from then on without',
    says: 'Doubt: cursor-unknown',
    run: async (site) => {
      const start = expectAnswer(await site.exchange([], site.nextSession()));
      const { central, remote } = cursorsOf(start);
      if (central.position === 0) return;
      const unknown = { epoch: central.epoch === 1 ? 2 : central.epoch - 1, position: central.position };
      const doubted = expectAnswer(await site.exchange([], { ...site.nextSession(), central: unknown, remote }), {
        doubt: 'cursor-unknown',
      });
      expectAnswer(await site.exchange([], { ...site.nextSession(), ...cursorsOf(doubted) }), { doubt: null });
    },
  },
  {
    name: 'a cursor beyond the end of the changelog is answered with doubt',
    says: 'Doubt: cursor-unknown',
    run: async (site) => {
      const { central, remote } = cursorsOf(expectAnswer(await site.exchange([], site.nextSession())));
      const beyond = { epoch: central.epoch, position: central.position + 1_000_000_000 };
      const head = { ...site.nextSession(), central: beyond, remote };
      expectAnswer(await site.exchange([], head), { doubt: 'cursor-unknown' });
    },
  },
  {
    name: 'position 0 begins at the start, whatever its epoch',
    says: 'Cursors',
    run: async (site) => {
      const [fromNull, fromZero] = [
        expectAnswer(await site.exchange([], site.nextSession())),
        expectAnswer(await site.exchange([], { ...site.nextSession(), central: { epoch: 12345, position: 0 } })),
      ];
      expectThat(fromZero, { doubt: null, count: fromNull.count });
    },
  },
  {
    name: 'an exchange that believes more stored than is known is told so',
    says: 'Doubt: central-restored',
    run: async (site) => {
      const head = { ...site.nextSession(), pushed: site.position + 1_000_000, through: site.position + 1_000_000 };
      expectAnswer(await site.exchange([], head), { doubt: 'central-restored' });
      expectAnswer(await site.exchange([], { ...head, ...site.nextSession(), pushed: head.pushed, inDoubt: true }), {
        doubt: null,
      });
    },
  },
];
