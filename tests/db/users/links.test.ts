import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyLinkToken } from '@/lib/auth/open-link';
import { verifyCredentials } from '@/lib/auth/verify-credentials';
import { loginAttempts } from '@/lib/db/schema/login-attempts';
import { userLinks } from '@/lib/db/schema/user-links';
import { users } from '@/lib/db/schema/users';
import { keepHouse } from '@/lib/executor/keep-house';
import { createUser } from '@/lib/users/create';
import { disableUser, enableUser } from '@/lib/users/disable';
import { findSessionUser, getUser } from '@/lib/users/get';
import { inviteUser } from '@/lib/users/invite';
import { createLink } from '@/lib/users/links/create';
import { findLinkByToken } from '@/lib/users/links/find';
import { redeemLink } from '@/lib/users/links/redeem';
import { resetPassword } from '@/lib/users/reset-password';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const ADDRESS = '203.0.113.7';
const PASSWORD = 'correct horse battery';
let database: TestDatabase;
let adminId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.execute(sql`truncate users, login_attempts cascade`);
  const admin = { email: 'admin@example.org', password: PASSWORD, role: 'admin' } as const;
  ({ id: adminId } = await createUser(database.db, admin));
});

const invite = (email = 'bo@example.org') =>
  inviteUser(database.db, { email, name: 'Bo', role: 'viewer', language: 'de', createdBy: adminId });
const idOf = async (token: string) => (await findLinkByToken(database.db, token))?.id ?? '';
const signIn = (email: string, password: string) => verifyCredentials(database.db, { email, password }, ADDRESS);

test('an invited user cannot sign in until the link has set a password, and then can', async () => {
  const { id, link } = await invite();
  expect(await getUser(database.db, id)).toMatchObject({ state: 'invited', hasPassword: false, lastSignInAt: null });
  for (const password of ['', ' ', 'null', PASSWORD]) {
    await expect(signIn('bo@example.org', password)).rejects.toMatchObject({ code: 'login-failed' });
  }
  expect(await redeemLink(database.db, await idOf(link.token), PASSWORD)).toMatchObject({ id });
  expect(await signIn('bo@example.org', PASSWORD)).toMatchObject({ id });
  expect(await getUser(database.db, id)).toMatchObject({ state: 'active', openLink: null });
});

test('the hourly house-keeping forgets links that ended long ago, and no other', async () => {
  const { id } = await invite();
  const { id: other } = await invite('cy@example.org');
  await database.db
    .update(userLinks)
    .set({ expiresAt: sql`now() - interval '91 days'` })
    .where(eq(userLinks.userId, id));
  await database.db.execute(sql`delete from settings where key = 'house'`);
  expect(await keepHouse(database.db, new Date())).toBe(true);
  expect((await database.db.select().from(userLinks)).map(({ userId }) => userId)).toEqual([other]);
});

test('the database holds no token, only its hash, and the link ends after seven days', async () => {
  const { link } = await invite();
  const [row] = await database.db.select().from(userLinks);
  expect(link.token).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(row)).not.toContain(link.token);
  expect(link.expiresAt.getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  await database.db.update(userLinks).set({ expiresAt: sql`now()` });
  expect(await findLinkByToken(database.db, link.token)).toMatchObject({ state: 'expired', kind: 'invite' });
  await expect(redeemLink(database.db, row?.id ?? '', PASSWORD)).rejects.toMatchObject({
    code: 'link-not-valid',
    details: { reason: 'expired' },
  });
  expect(await getUser(database.db, row?.userId ?? '')).toMatchObject({ state: 'lapsed' });
});

test('a link works once, also when it is pressed many times at once', async () => {
  const { link } = await invite();
  const linkId = await idOf(link.token);
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => redeemLink(database.db, linkId, `${PASSWORD} ${index}`)),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(redeemLink(database.db, linkId, PASSWORD)).rejects.toMatchObject({ details: { reason: 'used' } });
});

test('a newer link, another way to a password and disabling withdraw the links before', async () => {
  const { id, link: first } = await invite();
  const second = await createLink(database.db, { userId: id, createdBy: adminId });
  expect(second.kind).toBe('invite');
  expect(await findLinkByToken(database.db, first.token)).toMatchObject({ state: 'withdrawn' });
  await resetPassword(database.db, 'bo@example.org', PASSWORD);
  expect(await findLinkByToken(database.db, second.token)).toMatchObject({ state: 'withdrawn' });
  const third = await createLink(database.db, { userId: id, createdBy: adminId });
  expect(third.kind).toBe('reset');
  await disableUser(database.db, id);
  await expect(redeemLink(database.db, await idOf(third.token), PASSWORD)).rejects.toMatchObject({
    details: { reason: 'withdrawn' },
  });
  await expect(createLink(database.db, { userId: id, createdBy: adminId })).rejects.toMatchObject({
    code: 'user-disabled',
  });
  await enableUser(database.db, id);
  expect(await findLinkByToken(database.db, third.token)).toMatchObject({ state: 'withdrawn' });
});

test('two links that are made at once leave one that works', async () => {
  const { id } = await invite();
  const links = await Promise.all(
    Array.from({ length: 6 }, () => createLink(database.db, { userId: id, createdBy: adminId })),
  );
  const states = await Promise.all(links.map(async ({ token }) => (await findLinkByToken(database.db, token))?.state));
  expect(states.filter((state) => state === 'open')).toHaveLength(1);
});

test('a new password by link ends every session and lets in an owner whom somebody has locked out', async () => {
  const session = await signIn('admin@example.org', PASSWORD);
  for (let count = 0; count < 10; count++) await signIn('admin@example.org', 'wrong').catch(() => null);
  await expect(signIn('admin@example.org', PASSWORD)).rejects.toMatchObject({ code: 'login-throttled' });
  const link = await createLink(database.db, { userId: adminId, createdBy: null });
  await redeemLink(database.db, await idOf(link.token), 'another long password');
  expect(await findSessionUser(database.db, session.id, session.sessionEpoch)).toBeNull();
  expect(await signIn('admin@example.org', 'another long password')).toMatchObject({ id: adminId });
});

test('a short password leaves the link as it is', async () => {
  const { link } = await invite();
  await expect(redeemLink(database.db, await idOf(link.token), 'elevenchars')).rejects.toMatchObject({
    code: 'password-too-short',
  });
  expect(await findLinkByToken(database.db, link.token)).toMatchObject({ state: 'open' });
});

test('an address is taken once, whatever its state', async () => {
  await invite();
  await expect(invite()).rejects.toMatchObject({ code: 'email-taken' });
  expect(await database.db.select().from(users).where(eq(users.email, 'bo@example.org'))).toHaveLength(1);
});

test('unknown tokens are failures of the address they come from: fifty in 15 minutes, known ones count nothing', async () => {
  const { link } = await invite();
  const guess = (token: string) => verifyLinkToken(database.db, token, ADDRESS).catch((error) => error.code);
  for (let count = 0; count < 55; count++) {
    expect(await verifyLinkToken(database.db, link.token, ADDRESS)).toMatchObject({ state: 'open', name: 'Bo' });
  }
  const codes = await Promise.all(Array.from({ length: 60 }, (_, index) => guess(`${index}`.padStart(43, 'x'))));
  expect(codes.filter((code) => code === 'link-not-valid')).toHaveLength(50);
  expect(codes.filter((code) => code === 'login-throttled')).toHaveLength(10);
  expect(await guess(link.token)).toBe('login-throttled');
  const rows = await database.db.select().from(loginAttempts);
  expect(JSON.stringify(rows)).not.toContain(link.token);
});
