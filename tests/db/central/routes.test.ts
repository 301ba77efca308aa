import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseInstallation, setSiteDisabled } from '@/lib/central/change-site';
import { registerSite, renewToken } from '@/lib/central/register-site';
import { HEADERS, MOST_BODY_BYTES } from '@/lib/protocol/v1';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { type Installation, startInstallation } from '../../support/installation';

let database: TestDatabase;
let server: Installation;
let site: { siteId: number; token: string };
const installation = crypto.randomUUID();
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startInstallation({ role: 'central', databaseUrl: database.url, executor: false });
  site = await registerSite(database.db, { name: 'Hamburg' });
});
afterAll(async () => {
  await server.kill();
  await database.close();
});

async function post(endpoint: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/api/central/v1/${endpoint}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${site.token}`,
      'content-type': 'application/json',
      [HEADERS.installation]: installation,
      [HEADERS.protocol]: '1',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json(), protocol: response.headers.get(HEADERS.protocol) };
}

const hello = { siteName: 'Hamburg', providers: [] };
const record = (id: string, data: Record<string, unknown>, originSite = 99) => ({
  cursor: 1,
  table: 'contacts',
  id,
  action: 'upsert',
  data,
  originSite,
});
const session = { session: { number: 1, id: crypto.randomUUID() }, pushed: 0, inDoubt: false, through: 0 };
const bufferRows = () =>
  database.db.execute<{ origin_site_id: number; data: { last_name: string } }>(sql`select * from sync_buffer`);

test.each<[string, string | (() => string)]>([
  ['absent', ''],
  ['wrong', `Bearer es_${'x'.repeat(43)}`],
  ['malformed', 'Basic abc'],
  ['empty', 'Bearer '],
  ['a prefix of it', () => `Bearer ${site.token.slice(0, -1)}`],
  ['longer than it', () => `Bearer ${site.token}x`],
  ['without its scheme', () => site.token],
  ['of another scheme', () => `Basic ${site.token}`],
  ['twice', () => `Bearer ${site.token} ${site.token}`],
])('a token that is %s is refused with 401 and a code', async (_name, given) => {
  const authorization = typeof given === 'string' ? given : given();
  expect(await post('hello', hello, { authorization })).toMatchObject({
    status: 401,
    body: { code: 'token-refused' },
    protocol: '1',
  });
});

test('refused tokens stand in the audit log, with the reason and without the token', async () => {
  await post('status', {}, { authorization: `Bearer es_${'y'.repeat(43)}` });
  const rows = await database.db.execute<{ actor_kind: string; reason: string; path: string; line: string }>(sql`
    select actor_kind, details ->> 'reason' as reason, details ->> 'path' as path, a::text as line
    from audit_log a where action = 'site.call' and not allowed order by id`);
  expect(rows.at(-1)).toMatchObject({
    actor_kind: 'nobody',
    reason: 'token-refused',
    path: 'POST /api/central/v1/status',
  });
  expect(rows.some(({ line }) => line.includes(site.token.slice(3, 20)) || line.includes('yyyy'))).toBe(false);
});

test.each([
  ['0', 'version-too-old'],
  ['2', 'version-too-new'],
  ['x', 'version-too-old'],
])('protocol version %j is refused with the versions that are understood', async (version, code) => {
  expect(await post('hello', hello, { [HEADERS.protocol]: version })).toMatchObject({
    status: 422,
    body: { code, details: { min: 1, max: 1, received: version } },
  });
});

test('the first installation that comes binds the token; another one is refused until it is released', async () => {
  expect(await post('hello', hello)).toMatchObject({ status: 200, body: { siteId: site.siteId, siteName: 'Hamburg' } });
  const other = { [HEADERS.installation]: crypto.randomUUID() };
  expect(await post('hello', hello, other)).toMatchObject({ status: 403, body: { code: 'other-installation' } });
  await releaseInstallation(database.db, site.siteId);
  expect(await post('hello', hello)).toMatchObject({ status: 200 });
});

test('a disabled site is refused and says so, and is let in again when enabled', async () => {
  await setSiteDisabled(database.db, site.siteId, true);
  expect(await post('status', { retry: false })).toMatchObject({ status: 403, body: { code: 'site-disabled' } });
  await setSiteDisabled(database.db, site.siteId, false);
  expect(await post('status', { retry: false })).toMatchObject({ status: 200 });
});

test('the owner of a pushed record is the site of the token, whatever the body says', async () => {
  const push = { ...session, batchId: uuidv7(), records: [record(uuidv7(), { last_name: 'a' })], remaining: 1 };
  expect(await post('push', push)).toMatchObject({ status: 200, body: { stored: 1 } });
  expect((await bufferRows()).map((row) => row.origin_site_id)).toEqual([site.siteId]);
});

test('a batch that is sent twice, also at the same time, changes nothing the second time', async () => {
  const id = uuidv7();
  const push = { ...session, batchId: uuidv7(), records: [record(id, { last_name: 'first' })], remaining: 1 };
  const answers = await Promise.all(Array.from({ length: 6 }, () => post('push', push)));
  expect(answers.map((answer) => answer.body)).toEqual(answers.map(() => ({ stored: 1, doubt: null })));
  await database.db.execute(
    sql`update sync_buffer set data = '{"last_name": "changed since"}' where record_id = ${id}`,
  );
  await post('push', push);
  expect((await bufferRows()).map((row) => row.data.last_name)).toContain('changed since');
});

test.each([
  ['no JSON', '{"batchId":'],
  ['another form', { hello: 1 }],
  ['records that are no list', { ...session, batchId: uuidv7(), records: { a: 1 }, remaining: 0 }],
  ['a record without an id', { ...session, batchId: uuidv7(), records: [{ ...record('x', {}) }], remaining: 0 }],
])('a push of %s is refused with 400 and stores nothing', async (_name, body) => {
  const before = await bufferRows();
  expect(await post('push', body)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  expect(await bufferRows()).toHaveLength(before.length);
});

test.each(['providers', 'users'])(
  'a push to the table %s, which is no remote data, is refused with 422 and stores nothing',
  async (table) => {
    const before = await bufferRows();
    const push = { ...session, batchId: uuidv7(), records: [{ ...record(uuidv7(), {}), table }], remaining: 0 };
    expect(await post('push', push)).toMatchObject({
      status: 422,
      body: { code: 'record-refused', details: { table } },
    });
    expect(await bufferRows()).toHaveLength(before.length);
  },
);

test('a request of an older session is refused with the one that is known, and stores nothing', async () => {
  const push = (number: number) => ({
    ...session,
    session: { number, id: crypto.randomUUID() },
    batchId: uuidv7(),
    records: [record(uuidv7(), {})],
    remaining: 1,
  });
  expect(await post('push', push(5))).toMatchObject({ status: 200 });
  const before = await bufferRows();
  expect(await post('push', push(4))).toMatchObject({
    status: 409,
    body: { code: 'session-superseded', details: { received: 4, known: 5 } },
  });
  expect(await bufferRows()).toHaveLength(before.length);
});

test('a body above the limit is refused, also when it is small only as gzip', async () => {
  const huge = JSON.stringify({ text: 'x'.repeat(MOST_BODY_BYTES) });
  expect(await post('hello', huge)).toMatchObject({ status: 413, body: { code: 'request-too-large' } });
  const { gzipSync } = await import('node:zlib');
  const response = await fetch(`${server.url}/api/central/v1/hello`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${site.token}`,
      'content-encoding': 'gzip',
      [HEADERS.installation]: installation,
      [HEADERS.protocol]: '1',
    },
    body: gzipSync(huge),
  });
  expect(response.status).toBe(413);
});

test('a new token replaces the old one at once', async () => {
  const renewed = await renewToken(database.db, site.siteId);
  expect(await post('status', { retry: false })).toMatchObject({ status: 401 });
  site = renewed;
  expect(await post('status', { retry: false })).toMatchObject({ status: 200 });
});
