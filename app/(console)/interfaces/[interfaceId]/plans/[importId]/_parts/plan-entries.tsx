import { CircleCheck, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { Filters, Segments } from '@/app/_ui/filters';
import { ListPager } from '@/app/(console)/_list/list-pager';
import { hrefOf } from '@/app/(console)/_list/query';
import type { Page } from '@/lib/db/keyset';
import { getFormat } from '@/lib/i18n/get-format';
import { isUndecided } from '@/lib/interfaces/history';
import { MOST_ENTRIES_COUNTED, type ShownPlans } from '@/lib/interfaces/plans/get';
import { ENTRY_KINDS, type PlanEntryRow } from '@/lib/interfaces/plans/list-entries';
import { EntryTable } from './entry-table';

interface Props {
  shown: ShownPlans;
  page: Page<PlanEntryRow>;
  kind: (typeof ENTRY_KINDS)[number] | undefined;
  path: string;
  from: number;
}

/** The records that the plans speak of, filtered by what would happen to them. */
export async function PlanEntries({ shown: { plans, entries }, page, kind, path, from }: Props) {
  const [t, format] = await Promise.all([getTranslations('plans'), getFormat()]);
  const unchanged = plans.reduce((sum, { summary }) => sum + (summary.unchanged ?? 0), 0);
  const listed = entries.unchanged ?? 0;
  const isDecided = !plans.some(({ state }) => isUndecided(state));
  const countText = (count: number, capped: boolean) =>
    capped && count > MOST_ENTRIES_COUNTED ? `${format.number(MOST_ENTRIES_COUNTED)}+` : format.number(count);
  const kinds = ENTRY_KINDS.filter((one) => entries[one] !== undefined || one === kind);
  return (
    <Card>
      <Filters>
        <h2 className="mr-auto font-semibold">{t('entries')}</h2>
        <Segments
          label={t('filter')}
          segments={[undefined, ...kinds].map((one) => ({
            href: hrefOf(path, { kind: one }),
            label: one && !isDecided ? t(`planned.${one}`) : t(`kinds.${one ?? 'all'}`),
            count: one && countText(one === 'unchanged' ? unchanged : (entries[one] ?? 0), one !== 'unchanged'),
            active: one === kind,
          }))}
        />
      </Filters>
      {page.rows.length === 0 ? (
        <NoEntry isDecided={isDecided} filtered={kind !== undefined} path={path} />
      ) : (
        <>
          <EntryTable rows={page.rows} withProvider={plans.length > 1} isPlanned={!isDecided} />
          {kind === 'unchanged' && listed < unchanged && (
            <p className="border-t border-line-soft px-4.5 py-3 text-note text-ink-3">
              {t('capped', { total: format.number(unchanged), shown: format.number(listed) })}
            </p>
          )}
          <ListPager
            path={path}
            filters={{ kind }}
            from={from}
            shown={page.rows.length}
            next={page.next}
            range={t('range', { from: format.number(from), to: format.number(from + page.rows.length - 1) })}
            firstLabel={t('first')}
            nextLabel={t('further')}
          />
        </>
      )}
    </Card>
  );
}

async function NoEntry({ isDecided, filtered, path }: { isDecided: boolean; filtered: boolean; path: string }) {
  const t = await getTranslations('plans');
  if (isDecided) return <p className="px-4.5 py-6 text-center text-ink-3">{t('gone')}</p>;
  if (!filtered) {
    return <EmptyState icon={<CircleCheck size={22} aria-hidden />} title={t('empty')} text={t('emptyText')} />;
  }
  return (
    <EmptyState
      icon={<SearchX size={22} aria-hidden />}
      title={t('noMatch')}
      text={t('noMatchText')}
      action={<ButtonLink href={path}>{t('showAll')}</ButtonLink>}
    />
  );
}
