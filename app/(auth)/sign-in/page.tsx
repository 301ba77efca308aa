import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { oidcName } from '@/lib/auth/oidc';
import { getSessionUser } from '@/lib/auth/session';
import { hasSessionEnded } from '@/lib/auth/signed-in-mark';
import { env } from '@/lib/env';
import { safePath } from '@/lib/web/same-origin';
import { AuthFrame } from '../_frame/auth-frame';
import { AuthNotice } from '../_frame/auth-notice';
import { OidcForm } from './oidc-form';
import { SignInForm } from './sign-in-form';

export async function generateMetadata() {
  return { title: (await getTranslations('auth'))('title') };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const callbackUrl = readCallbackUrl(query.callbackUrl);
  if (await getSessionUser()) redirect(callbackUrl);
  const [t, ended] = await Promise.all([getTranslations('auth'), hasSessionEnded()]);
  const service = oidcName();
  const isGoingOn = callbackUrl !== '/';
  return (
    <AuthFrame
      title={t('title')}
      path={isGoingOn ? `/sign-in?${new URLSearchParams({ callbackUrl })}` : '/sign-in'}
      note={t('forgotten')}
      notice={
        <>
          {ended && !query.error && <Alert tone="info" role="status" title={t('sessionEnded')} />}
          <AuthNotice notice={query.notice} error={query.error} />
        </>
      }
    >
      {isGoingOn && <p className="-mt-3 mb-4.5 text-ink-2">{t('continue')}</p>}
      <SignInForm
        callbackUrl={callbackUrl}
        labels={{ email: t('email'), password: t('password'), submit: t('submit') }}
      />
      {service !== null && (
        <OidcForm callbackUrl={callbackUrl} separator={t('or')} label={t('oidc', { name: service })} />
      )}
    </AuthFrame>
  );
}

/** A path on this server; next-auth gives it with the server's own address in front. */
function readCallbackUrl(value: unknown): string {
  const { origin } = new URL(env().nextauthUrl);
  const isOurs = typeof value === 'string' && value.startsWith(`${origin}/`);
  return safePath(isOurs ? value.slice(origin.length) : value, '/');
}
