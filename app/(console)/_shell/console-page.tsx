import { notFound, unstable_rethrow } from 'next/navigation';
import type { ReactNode } from 'react';
import { ErrorMessage } from '@/app/_ui/error-message';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { answerWith } from '@/lib/response';
import { ForbiddenMessage } from './forbidden-message';
import { NotFoundMessage } from './not-found-message';

type Page<Props> = (props: Props) => Promise<ReactNode>;

/**
 * `export default consolePage(async function UsersPage({ params }: Props) { … })`: what `requireUser()`, `onlyAt()` and
 * `notFound()` throw in the page, and what goes wrong in it, becomes markup with its status. Thrown on, Next would send an
 * empty page that only script fills.
 */
export function consolePage<Props>(render: Page<Props>): Page<Props> {
  return async (props) => {
    try {
      return await render(props);
    } catch (error) {
      const status = statusOf(error);
      if (!answerWith(status)) {
        if (status === 404) notFound();
        throw error;
      }
      if (status === 404) return <NotFoundMessage />;
      if (status === 403) return <ForbiddenMessage />;
      const requestId = crypto.randomUUID();
      log().error({ err: error, requestId }, 'a page failed');
      return <ErrorMessage digest={requestId} />;
    }
  };
}

/** What `notFound()` and `forbidden()` throw says its status in its digest. Throws on what else Next throws, as redirects. */
function statusOf(error: unknown): 403 | 404 | 500 {
  if (error instanceof AppError && error.code === 'not-found') return 404;
  const digest = error instanceof Error && 'digest' in error ? error.digest : null;
  if (digest === 'NEXT_HTTP_ERROR_FALLBACK;404') return 404;
  if (digest === 'NEXT_HTTP_ERROR_FALLBACK;403') return 403;
  unstable_rethrow(error);
  return 500;
}
