import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { readOpenedLink } from '@/lib/auth/open-link';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import type { UserLink } from '@/lib/users/links/link';
import { MIN_PASSWORD_LENGTH } from '@/lib/users/password';
import { AuthFrame } from '../_frame/auth-frame';
import { AuthNotice } from '../_frame/auth-notice';
import { PasswordForm } from './password-form';

export async function generateMetadata() {
  return { title: (await getTranslations('auth'))('link.title') };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where an opened link leads (see [token]/route.ts): the password is set here, once; a link that is over says why. */
export default async function InvitationPage({ searchParams }: Props) {
  const query = await searchParams;
  const link = query.error === undefined ? await readOpenedLink(db()) : null;
  return link?.state === 'open' ? <OpenLink link={link} /> : <NoLink link={link} query={query} />;
}

async function OpenLink({ link }: { link: UserLink }) {
  const [t, auth, format] = await Promise.all([getTranslations('auth.link'), getTranslations('auth'), getFormat()]);
  return (
    <AuthFrame
      title={t(`${link.kind}.title`, { name: link.name })}
      path="/invitation"
      note={t('validUntil', { time: format.time(link.expiresAt).text })}
    >
      <p className="-mt-3 mb-4.5 text-ink-2">{t(`${link.kind}.text`)}</p>
      <PasswordForm
        email={link.email}
        minLength={MIN_PASSWORD_LENGTH}
        labels={{
          email: auth('email'),
          password: t('password'),
          passwordHint: t('passwordHint', { count: MIN_PASSWORD_LENGTH }),
          submit: t('submit'),
        }}
      />
    </AuthFrame>
  );
}

async function NoLink({ link, query }: { link: UserLink | null; query: Awaited<Props['searchParams']> }) {
  const [t, auth] = await Promise.all([getTranslations('auth.link'), getTranslations('auth')]);
  const error = typeof query.error === 'string' ? query.error : 'link-not-valid';
  const retryAt = typeof query.retryAt === 'string' ? query.retryAt : null;
  return (
    <AuthFrame title={t('title')} path="/invitation">
      <AuthNotice error={error} details={{ reason: link?.state ?? 'unknown', retryAt }} />
      <ButtonLink href="/sign-in">{auth('title')}</ButtonLink>
    </AuthFrame>
  );
}
