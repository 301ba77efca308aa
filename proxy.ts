import { type NextRequest, NextResponse } from 'next/server';
import { auditRefusal } from '@/lib/audit/refuse';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { isSameOrigin } from '@/lib/web/same-origin';

/** Posts to actions from elsewhere are refused before Next looks at them: it would answer a wrong Origin with 500. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (isSameOrigin(request.headers, env().nextauthUrl)) return NextResponse.next();
  const details = { path: `${request.method} ${request.nextUrl.pathname}`.slice(0, 300) };
  await auditRefusal(db(), { actor: { kind: 'nobody' }, action: 'request.send', details, reason: 'cross-site' });
  return NextResponse.json({ code: 'forbidden', status: 403 }, { status: 403 });
}

// Only what can be an action, so that pages and routes do not pay for it: forms without script, and calls with it. What is
// looked at here is kept in memory and cut off at 10 MB: uploads come to their routes untouched, and those look themselves.
export const config = {
  matcher: [
    {
      source: '/((?!api/interfaces/|interfaces/[^/]+/deliveries/upload$).*)',
      has: [{ type: 'header', key: 'content-type', value: 'multipart/form-data.*' }],
    },
    { source: '/:path*', has: [{ type: 'header', key: 'next-action' }] },
  ],
};
