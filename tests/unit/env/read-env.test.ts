import { expect, test } from 'vitest';
import { readEnv } from '@/lib/env';

const SECRET = 'a-secret-for-tests-only-0123456789abcdef';
const complete = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  NEXTAUTH_SECRET: SECRET,
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  CRON_SECRET: SECRET,
};

test.each(['CRON_SECRET', 'NEXTAUTH_SECRET'])(
  '%s absent, empty or shorter than 32 characters: it refuses to start',
  (name) => {
    for (const value of [undefined, '', SECRET.slice(0, 31)]) {
      expect(() => readEnv({ ...complete, [name]: value })).toThrow(name);
    }
    expect(() => readEnv({ ...complete, [name]: SECRET.slice(0, 32) })).not.toThrow();
  },
);

test('a refusal names every variable that is missing or weak at once, and never their values', () => {
  const weak = { ...complete, CRON_SECRET: 'too-short', NEXTAUTH_URL: undefined };
  expect(() => readEnv(weak)).toThrow(/NEXTAUTH_URL[\s\S]*CRON_SECRET/);
  expect(() => readEnv(weak)).not.toThrow(/too-short/);
});

test('one call of the cron route works for 50 seconds unless told otherwise, within what platforms allow', () => {
  expect(readEnv(complete).cronBudgetMs).toBe(50_000);
  expect(readEnv({ ...complete, CRON_BUDGET_SECONDS: '20' }).cronBudgetMs).toBe(20_000);
  for (const value of ['0', '4', '3600', 'soon']) {
    expect(() => readEnv({ ...complete, CRON_BUDGET_SECONDS: value })).toThrow('CRON_BUDGET_SECONDS');
  }
});
