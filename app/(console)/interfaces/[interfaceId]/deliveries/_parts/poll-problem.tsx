'use client';

import { usePathname } from 'next/navigation';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { createFormat } from '@/lib/i18n/format';
import { PollError } from './use-interface-status';

/** Says that what is shown is no longer live, and since when. */
export function PollProblem({ error, at }: { error: Error | undefined; at: string }) {
  const t = useTranslations('deliveries.live');
  const path = usePathname();
  const format = createFormat(useLocale(), useTimeZone() ?? 'UTC', new Date(at));
  if (!error) return null;
  if (error instanceof PollError && error.status === 401) {
    const signIn = `/sign-in?${new URLSearchParams({ callbackUrl: path })}`;
    return (
      <Alert
        tone="warn"
        role="status"
        title={t('signedOut')}
        button={<ButtonLink href={signIn}>{t('signIn')}</ButtonLink>}
      />
    );
  }
  return <Alert tone="warn" role="status" title={t('stale', { time: format.clock(at) })} />;
}
