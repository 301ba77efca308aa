import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Select } from '@/app/_ui/field';
import { PageHeader } from '@/app/_ui/page-header';
import { SubmitButton } from '@/app/_ui/submit-button';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { HISTORY_DAYS, readHistoryDays } from '@/lib/runs/history-days';
import type { Query } from '../../_list/query';
import { Notice } from '../../_shell/notice';
import { keepHistoryAction } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('history.title') };
}

/** How long the history is kept. */
export default async function HistorySettingsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('admin', '/admin/history');
  const [admin, t, days] = await Promise.all([
    getTranslations('admin'),
    getTranslations('admin.history'),
    readHistoryDays(db()),
  ]);
  return (
    <>
      <PageHeader title={t('title')} crumbs={[{ href: '/admin', label: admin('title') }]} sub={t('sub')} />
      <Notice notice={query.notice} error={query.error} />
      <Card padded>
        <form action={keepHistoryAction} className="max-w-xl">
          <input type="hidden" name="returnTo" value="/admin/history" />
          <Select
            name="days"
            label={t('keep')}
            hint={t('hint')}
            defaultValue={String(days)}
            key={days}
            options={HISTORY_DAYS.map((choice) => ({ value: String(choice), label: t('days', { count: choice }) }))}
          />
          <SubmitButton>{t('save')}</SubmitButton>
        </form>
      </Card>
    </>
  );
}
