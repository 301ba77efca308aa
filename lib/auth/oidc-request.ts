import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { NextRequest } from 'next/server';
import { env } from '../env';
import { OIDC_SIGN_IN_PATH } from './oidc';
import { cookieOptions, cookiePrefix } from './session-cookie';

/**
 * What next-auth wants to see before it leads to the sign-in service: a post with its CSRF token and the cookie for it, which
 * a page cannot set. The caller has seen by the Origin that the form is ours. `callbackUrl` is a path on this server.
 */
export async function oidcRequest(callbackUrl: string): Promise<NextRequest> {
  const csrfToken = randomBytes(32).toString('hex');
  const hash = createHash('sha256').update(`${csrfToken}${env().nextauthSecret}`).digest('hex');
  (await cookies()).set(`${cookiePrefix()}.csrf`, `${csrfToken}|${hash}`, cookieOptions());
  return new NextRequest(new URL(OIDC_SIGN_IN_PATH, env().nextauthUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl }),
  });
}
