import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Select } from '@/app/_ui/field';
import { PageHeader } from '@/app/_ui/page-header';
import { SubmitButton } from '@/app/_ui/submit-button';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { listTimeZones, siteTimeZone } from '@/lib/i18n/time-zone';
import { PROPERTY_TRASH_DAYS } from '@/lib/properties/purge-trashed';
import { HISTORY_DAYS, readHistoryDays } from '@/lib/runs/history-days';
import type { Query } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { keepHistoryAction, setTimeZoneAction } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('general'))('title') };
}

/** What holds for the whole installation: its time zone, and how long things are kept. */
export default consolePage(async function GeneralPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('admin', '/admin/general');
  const [admin, t] = await Promise.all([getTranslations('admin'), getTranslations('general')]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="general" />}
        title={t('title')}
        sub={t('sub')}
        crumbs={[{ href: '/admin', label: admin('title') }]}
      />
      <Notice notice={query.notice} error={query.error} />
      <TimeZoneCard />
      <RetentionCard />
    </>
  );
});

async function TimeZoneCard() {
  const [t, format, zone] = await Promise.all([getTranslations('general'), getFormat(), siteTimeZone()]);
  return (
    <Card title={t('timeZone')} padded className="mb-4">
      <form action={setTimeZoneAction} className="max-w-xl">
        <input type="hidden" name="returnTo" value="/admin/general" />
        <Select
          name="timeZone"
          label={t('zone')}
          hint={t('zoneHint', { time: format.clock(systemClock()) })}
          defaultValue={zone}
          key={zone}
          options={listTimeZones(zone).map((name) => ({ value: name, label: name.replaceAll('_', ' ') }))}
        />
        <SubmitButton>{t('save')}</SubmitButton>
      </form>
    </Card>
  );
}

async function RetentionCard() {
  const [t, format, days] = await Promise.all([getTranslations('general'), getFormat(), readHistoryDays(db())]);
  return (
    <Card title={t('retention')} padded>
      <form action={keepHistoryAction} className="max-w-xl">
        <input type="hidden" name="returnTo" value="/admin/general" />
        <Select
          name="days"
          label={t('keep')}
          hint={t('keepHint')}
          defaultValue={String(days)}
          key={days}
          options={HISTORY_DAYS.map((choice) => ({ value: String(choice), label: t('days', { count: choice }) }))}
        />
        <SubmitButton>{t('save')}</SubmitButton>
      </form>
      <ul className="mt-5 list-disc border-t border-line-soft pt-4 pl-5 text-ink-2">
        <li>{t('auditKept')}</li>
        <li>{t('originalsKept')}</li>
        <li>{t('trashKept', { n: format.number(PROPERTY_TRASH_DAYS) })}</li>
      </ul>
    </Card>
  );
}
