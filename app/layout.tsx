import './globals.css';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { readTheme, THEME_COOKIE } from '@/lib/web/theme';
import { ErrorTextsProvider } from './_ui/error-message';

/** The letters of our languages, asked for with the page itself; all others come by the style sheet when they are needed. */
const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: 'Estate Sync', template: '%s · Estate Sync' },
  applicationName: 'Estate Sync',
  manifest: '/manifest.webmanifest',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/apple-touch-icon.png' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f8f7' },
    { media: '(prefers-color-scheme: dark)', color: '#111614' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, store, t] = await Promise.all([getLocale(), cookies(), getTranslations('common.pages500')]);
  return (
    <html lang={locale} className={inter.variable} data-theme={readTheme(store.get(THEME_COOKIE)?.value)}>
      <body>
        <ErrorTextsProvider texts={{ title: t('title'), text: t('text'), retry: t('retry') }}>
          {children}
        </ErrorTextsProvider>
      </body>
    </html>
  );
}
