import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { BrandMark } from '@/app/_ui/brand';
import { Choice } from '@/app/_ui/choice';
import { env } from '@/lib/env';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locale';
import { chooseLanguageAction } from '../sign-in/actions';

interface Props {
  title: string;
  /** The page's own address, to come back to in another language. */
  path: string;
  /** Above the panel: what happened before. */
  notice?: ReactNode;
  /** Below the panel. */
  note?: ReactNode;
  children: ReactNode;
}

/** A page for those who are not signed in: which installation it is, one panel, the language. */
export async function AuthFrame({ title, path, notice, note, children }: Props) {
  const [t, nav, locale] = await Promise.all([getTranslations('auth'), getTranslations('nav'), getLocale()]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-95">
        <div className="mb-6 flex flex-col items-center text-center">
          <BrandMark large />
          <p className="mt-3 font-heavy tracking-[-0.01em]">{nav('brand')}</p>
          <p className="text-note text-ink-3">{nav(env().syncRole === 'central' ? 'centralServer' : 'site')}</p>
        </div>
        {notice}
        <div className="rounded-panel border border-line bg-panel p-6">
          <h1 className="mb-4.5 text-title leading-tight font-heavy tracking-[-0.015em]">{title}</h1>
          {children}
        </div>
        {note && <p className="mt-4 text-center text-note text-ink-3">{note}</p>}
        <form action={chooseLanguageAction} className="mt-6 flex justify-center">
          <input type="hidden" name="returnTo" value={path} />
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
