import { decode, encode } from 'next-auth/jwt';
import { uuidv7 } from 'uuidv7';
import { beforeAll, expect, test } from 'vitest';
import { cookiePrefix } from '@/lib/auth/session-cookie';
import { decodeSession, encodeSession } from '@/lib/auth/token';
import { env } from '@/lib/env';
import { setTestEnvironment } from '../../support/environment';

const HOUR_MS = 60 * 60 * 1000;
const now = Date.now();
const token = { sub: uuidv7(), epoch: 3, signedInAt: Math.floor(now / 1000) };

beforeAll(() => setTestEnvironment());

test('a token holds who, the epoch and since when', async () => {
  expect(await decodeSession(await encodeSession(token, now), now)).toEqual(token);
});

test('a session ends 12 hours after the sign-in, however often its token is written again', async () => {
  const begun = { ...token, signedInAt: token.signedInAt - 11 * 60 * 60 };
  const again = await encodeSession(begun, now);
  expect(await decodeSession(again, now)).toEqual(begun);
  expect(await decodeSession(again, now + HOUR_MS)).toBeNull();
  const { exp } = (await decode({ token: again, secret: env().nextauthSecret })) ?? {};
  expect(Number(exp) - now / 1000).toBeLessThan(60 * 60 + 2);
});

test('tokens of another installation, altered ones and other payloads are nothing', async () => {
  const foreign = await encode({ token, secret: 'the-secret-of-some-other-installation-1234' });
  const good = await encodeSession(token, now);
  const altered = `${good.slice(0, -3)}AAA`;
  const incomplete = await encode({ token: { sub: token.sub }, secret: env().nextauthSecret });
  for (const cookie of [undefined, '', 'x', foreign, altered, incomplete]) {
    expect(await decodeSession(cookie, now)).toBeNull();
  }
});

test('the cookies of an installation carry its own prefix', () => {
  expect(cookiePrefix()).toMatch(/^estate-sync\.[0-9a-f]{8}$/);
});
