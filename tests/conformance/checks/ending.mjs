import { aCount, atLeast, expectRefusal, expectThat } from '../expect.mjs';

/** @type {import('../run-checks.mjs').Check[]} */
export const endingChecks = [
  {
    name: 'a refusal for too many requests, where one came, says when to come again',
    says: 'Errors: Retry-After',
    run: async ({ limited }) => {
      for (const answer of limited) {
        expectRefusal(answer, 429, 'rate-limited', { retryAfterSeconds: atLeast(1) });
        expectThat({ retryAfter: Number(answer.headers.get('retry-after')) }, { retryAfter: atLeast(1) });
      }
    },
  },
  {
    name: 'everything that was written is removed again',
    says: 'Records: deletion',
    run: async (site) => {
      expectThat(await site.remove(), { waiting: 0, problemCount: 0 });
      expectThat(await site.hello(), { totals: { contacts: 0, properties: 0, attachments: 0 }, session: aCount });
    },
  },
];
