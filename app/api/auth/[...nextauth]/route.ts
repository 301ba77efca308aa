import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { OIDC_PROVIDER_ID } from '@/lib/auth/oidc';
import { oidcRequest } from '@/lib/auth/oidc-request';
import { authOptions } from '@/lib/auth/options';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { markSignedIn } from '@/lib/auth/signed-in-mark';
import { clientAddress } from '@/lib/auth/verify-credentials';
import { env } from '@/lib/env';
import { problemResponse } from '@/lib/web/answer';
import { isSameOrigin, safePath } from '@/lib/web/same-origin';

const MOST_FORM_BYTES = 10_000;

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const options = authOptions(clientAddress(request.headers.get('x-forwarded-for')));
  const response: Response = await NextAuth(request as never, context as never, options);
  if (response.headers.getSetCookie().some(opensSession)) await markSignedIn();
  return response;
}

/** The sign-in page's form has its CSRF token made here; without script it cannot fetch one first. */
async function post(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (nextauth.join('/') !== `signin/${OIDC_PROVIDER_ID}` || !env().oidc) return handle(request, context);
  if (!isSameOrigin(request.headers, env().nextauthUrl)) return problemResponse(403, 'forbidden');
  if (!(Number(request.headers.get('content-length')) <= MOST_FORM_BYTES))
    return problemResponse(413, 'request-too-large');
  const callbackUrl = new URLSearchParams(await request.text()).get('callbackUrl');
  return handle(await oidcRequest(safePath(callbackUrl, '/')), context);
}

const opensSession = (cookie: string) => cookie.startsWith(`${sessionCookieName()}=`) && !/^[^=]+=;/.test(cookie);

export { handle as GET, post as POST };
