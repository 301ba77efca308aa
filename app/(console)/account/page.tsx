import { LogOut } from 'lucide-react';
import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { Choice } from '@/app/_ui/choice';
import { PageHeader } from '@/app/_ui/page-header';
import { SubmitButton } from '@/app/_ui/submit-button';
import { requireUser } from '@/lib/auth/session';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locale';
import { readTheme, THEME_COOKIE, THEMES } from '@/lib/web/theme';
import { Notice } from '../_shell/notice';
import { setLanguageAction, setThemeAction, signOutAction, signOutEverywhereAction } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('title') };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AccountPage({ searchParams }: Props) {
  const query = await searchParams;
  const user = await requireUser('viewer', '/account');
  const [t, store] = await Promise.all([getTranslations('account'), cookies()]);
  const languages = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  return (
    <>
      <PageHeader title={t('title')} sub={`${user.name} · ${user.email} · ${t(`roles.${user.role}`)}`} />
      <Notice notice={query.notice} error={query.error} />
      <Card>
        <Row title={t('language')} hint={t('languageHint')}>
          <form action={setLanguageAction}>
            <Choice
              label={t('language')}
              name="language"
              value={user.language ?? 'browser'}
              options={[...languages, { value: 'browser', label: t('browserLanguage') }]}
            />
          </form>
        </Row>
        <Row title={t('appearance')} hint={t('appearanceHint')}>
          <form action={setThemeAction}>
            <Choice
              label={t('appearance')}
              name="theme"
              value={readTheme(store.get(THEME_COOKIE)?.value)}
              options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
            />
          </form>
        </Row>
        <Row title={t('session')} hint={t('sessionHint')}>
          <div className="flex flex-wrap gap-2">
            <form action={signOutAction}>
              <SubmitButton variant="plain" icon={<LogOut size={16} aria-hidden />}>
                {t('signOut')}
              </SubmitButton>
            </form>
            <form action={signOutEverywhereAction}>
              <SubmitButton variant="quiet">{t('signOutEverywhere')}</SubmitButton>
            </form>
          </div>
        </Row>
      </Card>
    </>
  );
}

function Row({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4.5 py-4 not-first:border-t not-first:border-line-soft">
      <div>
        <h2 className="font-semibold">{title}</h2>
        <p className="text-note text-ink-2">{hint}</p>
      </div>
      {children}
    </div>
  );
}
