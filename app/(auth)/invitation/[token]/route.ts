import { unstable_rethrow } from 'next/navigation';
import { keepOpenedLink, verifyLinkToken } from '@/lib/auth/open-link';
import { requestAddress } from '@/lib/auth/sign-in';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';

/**
 * What people are given as a link. It leads on to a page without the token in its address: no log, no history and no Referer
 * of what is on that page names it. Errors are told there too, and logged without the address.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { token } = await params;
  try {
    const link = await verifyLinkToken(db(), token, await requestAddress());
    await keepOpenedLink(link.id);
    return leadOn({});
  } catch (error) {
    unstable_rethrow(error);
    if (!(error instanceof AppError)) log().error({ err: error }, 'a link could not be opened');
    const { code, details } = error instanceof AppError ? error : new AppError('unexpected');
    return leadOn({ error: code, ...(typeof details.retryAt === 'string' ? { retryAt: details.retryAt } : {}) });
  }
}

function leadOn(query: Record<string, string>): Response {
  const search = Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : '';
  return new Response(null, {
    status: 303,
    headers: { location: `/invitation${search}`, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
  });
}
