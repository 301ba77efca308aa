import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StartedRun } from '@/lib/runs/start';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { setTestEnvironment } from '../../support/environment';

/** The route as it works on a serverless platform: nothing runs in the background. */
const SECRET = 'another-secret-for-tests-0123456789abcdef';
let database: TestDatabase;
let call: (authorization?: string) => Promise<Response>;

interface Answer {
  due: StartedRun[];
  executed: { runId: string; target: string; state: string }[] | null;
  left: number;
}

beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
  setTestEnvironment({ DATABASE_URL: database.url, RUN_EXECUTOR: 'off', CRON_SECRET: SECRET });
  const { GET, POST } = await import('@/app/api/cron/sync/route');
  let calls = 0;
  call = (authorization = `Bearer ${SECRET}`) => {
    const headers: Record<string, string> = authorization === '' ? {} : { authorization };
    return (calls++ % 2 ? GET : POST)(new Request('http://127.0.0.1/api/cron/sync', { headers }));
  };
});
afterAll(() => database.close());
beforeEach(() => database.db.execute(sql`truncate runs, settings cascade`));

const countRuns = async () => (await database.db.execute(sql`select 1 from runs`)).length;

async function connect(): Promise<void> {
  // A central server that refuses the connection: the run fails by itself after its short retries.
  await saveConnection(database.db, { url: 'http://127.0.0.1:9', siteName: 'Hamburg', token: 'x' });
  await saveSchedule(database.db, { intervalMinutes: 10_080, pausedUntil: null, pauseReason: null }, null);
}

test.each([
  ['absent', ''],
  ['empty', 'Bearer '],
  ['wrong', `Bearer ${'x'.repeat(SECRET.length)}`],
  ['a prefix of it', `Bearer ${SECRET.slice(0, -1)}`],
  ['longer than it', `Bearer ${SECRET}x`],
  ['without its scheme', SECRET],
  ['of another scheme', `Basic ${SECRET}`],
  ['twice', `Bearer ${SECRET} ${SECRET}`],
  ['in another case', `Bearer ${SECRET.toUpperCase()}`],
])('a secret that is %s is refused, and nothing is queued', async (_name, authorization) => {
  await connect();
  const response = await call(authorization);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'token-refused' });
  expect(await countRuns()).toBe(0);
});

test('a hundred calls at once are one run, executed once within one of them; what failed waits for its next try', async () => {
  await connect();
  const responses = await Promise.all(Array.from({ length: 100 }, () => call()));
  expect(responses.map((response) => response.status)).toEqual(Array.from({ length: 100 }, () => 200));
  const answers = await Promise.all(responses.map(async (response) => (await response.json()) as Answer));
  expect(answers.flatMap((answer) => answer.due).filter((run) => run.started)).toHaveLength(1);
  expect(answers.flatMap((answer) => answer.executed ?? [])).toMatchObject([{ target: 'central', state: 'failed' }]);
  expect(await countRuns()).toBe(1);
  expect(await (await call()).json()).toEqual({ due: [], executed: [], left: 0 });
});

test('a site that is not connected has nothing due', async () => {
  expect(await (await call()).json()).toEqual({ due: [], executed: [], left: 0 });
});
