import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { BrandMark } from '@/app/_ui/brand';
import { Choice } from '@/app/_ui/choice';
import { Notice } from '@/app/(console)/_shell/notice';
import { getSessionUser } from '@/lib/auth/session';
import { env } from '@/lib/env';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locale';
import { safePath } from '@/lib/web/same-origin';
import { chooseLanguageAction } from './actions';
import { SignInForm } from './sign-in-form';

export async function generateMetadata() {
  return { title: (await getTranslations('auth'))('title') };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const callbackUrl = safePath(query.callbackUrl, '/');
  if (await getSessionUser()) redirect(callbackUrl);
  const [t, nav, locale] = await Promise.all([getTranslations('auth'), getTranslations('nav'), getLocale()]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-95">
        <div className="mb-6 flex flex-col items-center text-center">
          <BrandMark large />
          <p className="mt-3 font-heavy tracking-[-0.01em]">{nav('brand')}</p>
          <p className="text-note text-ink-3">{nav(env().syncRole === 'central' ? 'centralServer' : 'site')}</p>
        </div>
        <Notice notice={query.notice} error={query.error} />
        <div className="rounded-panel border border-line bg-panel p-6">
          <h1 className="mb-4.5 text-title leading-tight font-heavy tracking-[-0.015em]">{t('title')}</h1>
          {callbackUrl !== '/' && <p className="-mt-3 mb-4.5 text-ink-2">{t('continue')}</p>}
          <SignInForm
            callbackUrl={callbackUrl}
            labels={{ email: t('email'), password: t('password'), submit: t('submit') }}
          />
        </div>
        <p className="mt-4 text-center text-note text-ink-3">{t('forgotten')}</p>
        <form action={chooseLanguageAction} className="mt-6 flex justify-center">
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Choice
            label={t('language')}
            name="language"
            value={locale}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
        </form>
      </div>
    </main>
  );
}
