import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { FormProblem } from '@/app/_ui/form-problem';
import { describeProblem } from '@/lib/web/problem';

interface Props {
  /** The page's `?notice=` and `?error=`, whatever they are. */
  notice?: string | string[] | undefined;
  error?: string | string[] | undefined;
}

/** Says what the last form did: below the page's header. Unknown words show nothing. */
export async function Notice({ notice, error }: Props) {
  const t = await getTranslations('common.notices');
  if (typeof error === 'string' && /^[a-z-]{1,40}$/.test(error)) {
    return <FormProblem problem={await describeProblem(error)} />;
  }
  const key = notice as Parameters<typeof t.has>[0];
  return typeof notice === 'string' && t.has(key) ? <Alert tone="ok" role="status" title={t(key)} /> : null;
}
