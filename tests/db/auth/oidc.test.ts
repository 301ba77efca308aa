import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { authOptions } from '@/lib/auth/options';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { decodeSession } from '@/lib/auth/token';
import { verifyOidc } from '@/lib/auth/verify-oidc';
import { auditLog } from '@/lib/db/schema/audit-log';
import { users } from '@/lib/db/schema/users';
import { createUser } from '@/lib/users/create';
import { findSessionUser } from '@/lib/users/get';
import { inviteUser } from '@/lib/users/invite';
import { CookieBrowser } from '../../support/cookie-browser';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { setTestEnvironment } from '../../support/environment';
import { startNextAuthServer } from '../../support/next-auth-server';
import { type OidcServer, startOidcServer } from '../../support/oidc-server';

let database: TestDatabase;
let oidc: OidcServer;
let site: Awaited<ReturnType<typeof startNextAuthServer>>;
let userId: string;

const ADA = { sub: 'ada-there', email: 'Ada@Example.org', email_verified: true };

beforeAll(async () => {
  database = await createTestDatabase();
  oidc = await startOidcServer();
  site = await startNextAuthServer(() => authOptions('203.0.113.7'));
  setTestEnvironment({
    DATABASE_URL: database.url,
    NEXTAUTH_URL: site.url,
    OIDC_ISSUER: `${oidc.issuer}/`,
    OIDC_CLIENT_ID: oidc.clientId,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
    OIDC_NAME: 'Company',
  });
});
afterAll(async () => {
  await Promise.all([site.close(), oidc.close()]);
  await database.close();
});
beforeEach(async () => {
  await database.db.execute(sql`truncate users cascade`);
  const user = { email: 'ada@example.org', password: 'a long password', role: 'operator' } as const;
  ({ id: userId } = await createUser(database.db, user));
  Object.assign(oidc, { account: ADA, emailInUserinfoOnly: false, forged: {} });
});

/** Presses the sign-in page's button and follows until somebody asks something. */
async function signIn(browser = new CookieBrowser()) {
  const { csrfToken } = (await (await browser.send(`${site.url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const { url } = await browser.follow(`${site.url}/api/auth/signin/oidc`, {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, callbackUrl: '/sync?only=late' }),
  });
  const session = await decodeSession(browser.cookies(site.url).get(sessionCookieName()));
  return { path: url.replace(site.url, ''), session };
}

test('an enabled user with the address that the service has verified is signed in and comes back to where it began', async () => {
  const { path, session } = await signIn();
  expect(path).toBe('/sync?only=late');
  expect(session).toMatchObject({ sub: userId, epoch: 0 });
  const known = session && (await findSessionUser(database.db, session.sub, session.epoch));
  expect(known).toMatchObject({ email: 'ada@example.org', role: 'operator' });
  const [row] = await database.db.select().from(users).where(eq(users.id, userId));
  expect(row?.oidcSubject).toBe(`${oidc.issuer} ada-there`);
  expect(row?.lastSignInAt).toBeInstanceOf(Date);
});

test('an invited user comes in without ever setting a password; the address may be told at the userinfo endpoint only', async () => {
  const invitation = {
    email: 'bo@example.org',
    name: 'Bo',
    role: 'viewer',
    language: null,
    createdBy: userId,
  } as const;
  const { id } = await inviteUser(database.db, invitation);
  Object.assign(oidc, { account: { ...ADA, sub: 'bo', email: 'bo@example.org' }, emailInUserinfoOnly: true });
  expect((await signIn()).session).toMatchObject({ sub: id });
});

test.each([
  ['is not known here', { ...ADA, email: 'nobody@example.org' }],
  ['is not verified there', { ...ADA, email_verified: false }],
  ['is not said to be verified', { sub: ADA.sub, email: ADA.email }],
  ['is missing', { sub: ADA.sub, email_verified: true }],
])('who has an address that %s is refused, and so the audit log says', async (_what, account) => {
  oidc.account = account;
  expect(await signIn()).toEqual({ path: '/sign-in?error=oidc-refused', session: null });
  const [entry] = await database.db.select().from(auditLog).orderBy(sql`id desc`).limit(1);
  expect(entry).toMatchObject({ action: 'account.sign-in', allowed: false, actorKind: 'nobody' });
  expect(JSON.stringify(entry?.details)).not.toContain(ADA.sub);
});

test('a disabled user is refused', async () => {
  await database.db.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, userId));
  expect(await signIn()).toEqual({ path: '/sign-in?error=oidc-refused', session: null });
});

test('another account that has the address later opens nothing, nor does a bound account under another address', async () => {
  expect((await signIn()).session).not.toBeNull();
  oidc.account = { ...ADA, sub: 'somebody-else' };
  expect(await signIn()).toMatchObject({ path: '/sign-in?error=oidc-refused', session: null });
  await createUser(database.db, { email: 'bo@example.org', password: 'a long password', role: 'admin' });
  oidc.account = { ...ADA, email: 'bo@example.org' };
  expect(await signIn()).toMatchObject({ path: '/sign-in?error=oidc-refused', session: null });
});

test.each([
  ['signed by another key', { key: true }],
  ['of another issuer', { claims: { iss: 'http://127.0.0.1:9' } }],
  ['for another client', { claims: { aud: 'another' } }],
  ['with another nonce', { claims: { nonce: 'replayed' } }],
  ['that is over', { claims: { exp: 1_000_000 } }],
])('an ID token %s is not believed', async (_what, forged) => {
  oidc.forged = forged;
  const { path, session } = await signIn();
  expect(session).toBeNull();
  expect(path).toMatch(/^\/sign-in\?.*error=OAuthCallback$/);
});

test('who cancels there comes back to the sign-in page with a reason', async () => {
  oidc.account = null;
  const { path, session } = await signIn();
  expect(session).toBeNull();
  expect(path).toMatch(/^\/sign-in\?.*error=(OAuth)?Callback$/);
});

test('an answer that another browser brings, or for the second time, opens nothing', async () => {
  const browser = new CookieBrowser();
  const { csrfToken } = (await (await browser.send(`${site.url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, callbackUrl: '/' });
  const leave = await browser.send(`${site.url}/api/auth/signin/oidc`, { method: 'POST', body });
  const back = await browser.send(leave.headers.get('location') ?? '');
  const callback = back.headers.get('location') ?? '';
  expect(callback).toContain('/api/auth/callback/oidc');
  const thief = new CookieBrowser();
  await thief.follow(callback);
  expect(thief.cookies(site.url).has(sessionCookieName())).toBe(false);
  const late = new CookieBrowser();
  for (const [name, value] of browser.cookies(site.url)) late.cookies(site.url).set(name, value);
  await browser.follow(callback);
  expect(browser.cookies(site.url).has(sessionCookieName())).toBe(true);
  await late.follow(callback);
  expect(late.cookies(site.url).has(sessionCookieName())).toBe(false);
});

test('without the CSRF token of this browser nobody is led away', async () => {
  const answer = await new CookieBrowser().send(`${site.url}/api/auth/signin/oidc`, {
    method: 'POST',
    body: new URLSearchParams({ csrfToken: 'made-up', callbackUrl: '/' }),
  });
  expect(answer.headers.get('location')).not.toContain(oidc.issuer);
});

test('claims of a service other than the configured one are refused', async () => {
  const claims = { ...ADA, iss: 'https://elsewhere.example' };
  await expect(verifyOidc(database.db, claims, oidc.issuer)).rejects.toMatchObject({
    code: 'oidc-refused',
    details: { reason: 'issuer' },
  });
});
