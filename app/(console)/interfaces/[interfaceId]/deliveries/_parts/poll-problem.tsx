'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { HttpError } from '@/app/(console)/_shell/fetch-json';
import { useFormat } from './use-format';

/** Says that what is shown is no longer live, and since when. */
export function PollProblem({ error, at }: { error: Error | undefined; at: string }) {
  const t = useTranslations('deliveries.live');
  const path = usePathname();
  const format = useFormat(at);
  if (!error) return null;
  if (error instanceof HttpError && error.status === 401) {
    const signIn = `/sign-in?${new URLSearchParams({ callbackUrl: path })}`;
    const button = <ButtonLink href={signIn}>{t('signIn')}</ButtonLink>;
    return <Alert tone="warn" role="status" title={t('signedOut')} button={button} />;
  }
  return <Alert tone="warn" role="status" title={t('stale', { time: format.clock(at) })} />;
}
