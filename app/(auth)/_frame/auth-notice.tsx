import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { FormProblem } from '@/app/_ui/form-problem';
import type { ErrorDetails } from '@/lib/errors';
import { getFormat } from '@/lib/i18n/get-format';
import { describeProblem } from '@/lib/web/problem';

interface Props {
  /** The page's `?notice=`, whatever it is; unknown words show nothing. */
  notice?: string | string[] | undefined;
  /** The page's `?error=`. */
  error?: string | string[] | undefined;
  details?: ErrorDetails;
}

/** What happened before, without a link to help: that is only for those who are signed in. */
export async function AuthNotice({ notice, error, details = {} }: Props) {
  if (typeof error === 'string') {
    const problem = await describeForGuest(codeOf(error), details);
    return <FormProblem problem={problem} />;
  }
  const t = await getTranslations('common.notices');
  const key = notice as Parameters<typeof t.has>[0];
  return typeof notice === 'string' && t.has(key) ? <Alert tone="ok" role="status" title={t(key)} /> : null;
}

/** An error's sentence with its time on the reader's clock. */
export async function describeForGuest(code: string, details: ErrorDetails) {
  const { retryAt } = details;
  const isMoment = typeof retryAt === 'string' && !Number.isNaN(Date.parse(retryAt));
  const time = isMoment ? (await getFormat()).clock(retryAt) : null;
  return { ...(await describeProblem(code, { ...details, time })), help: undefined };
}

/** Our codes are in lower case; whatever else stands there is next-auth's word for a sign-in elsewhere that failed. */
const codeOf = (error: string): string => (/^[a-z-]{1,40}$/.test(error) ? error : 'oidc-failed');
