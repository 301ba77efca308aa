import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Choice } from '@/app/_ui/choice';
import { SubmitButton } from '@/app/_ui/submit-button';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locale';
import { isTimeZone, listTimeZones, siteTimeZone } from '@/lib/i18n/time-zone';
import type { SessionUser } from '@/lib/users/user';
import { readTheme, THEME_COOKIE, THEMES } from '@/lib/web/theme';
import { setLanguageAction, setNameAction, setThemeAction, setTimeZoneAction } from '../actions';
import { Row } from './row';

const FIELD = 'h-9 min-w-0 rounded-control border border-line-strong bg-panel px-2.75 text-ink';

/** Name, language, time zone, appearance: each a form of its own. */
export async function ProfileCard({ user }: { user: SessionUser }) {
  const [t, store, siteZone] = await Promise.all([getTranslations('account'), cookies(), siteTimeZone()]);
  const languages = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  const ownZone = user.timeZone && isTimeZone(user.timeZone) ? user.timeZone : '';
  return (
    <Card className="mb-4">
      <Row title={t('name')} hint={t('nameHint')}>
        <form action={setNameAction} className="flex max-w-full flex-wrap gap-2">
          <input
            key={user.name}
            name="name"
            aria-label={t('name')}
            defaultValue={user.name}
            autoComplete="name"
            maxLength={100}
            required
            className={`${FIELD} w-56`}
          />
          <SubmitButton variant="plain">{t('saveName')}</SubmitButton>
        </form>
      </Row>
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
      <Row title={t('timeZone')} hint={t('timeZoneHint')}>
        <form action={setTimeZoneAction} className="flex max-w-full flex-wrap gap-2">
          <select
            key={ownZone}
            name="timeZone"
            aria-label={t('timeZone')}
            defaultValue={ownZone}
            className={`${FIELD} w-72`}
          >
            <option value="">{t('siteTimeZone', { zone: siteZone })}</option>
            {listTimeZones(ownZone || siteZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </select>
          <SubmitButton variant="plain">{t('saveTimeZone')}</SubmitButton>
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
    </Card>
  );
}
