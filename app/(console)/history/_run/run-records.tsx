import { CircleCheck } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { ListPager } from '../../_list/list-pager';
import { OutcomeFilters } from '../../_list/outcome-filters';
import { one, type Query, startOf } from '../../_list/query';
import { readOutcomeFilter } from '../../_list/read-outcome-filter';
import { SearchedSoFar } from '../../_list/searched-so-far';
import { OutcomeList } from './outcome-list';

/** What the run did to single records: filtered and paged by the address. */
export async function RunRecords({ runId, query }: { runId: string; query: Query }) {
  const path = `/history/${runId}`;
  const { filter, values, unknown } = readOutcomeFilter(query);
  const [t, common, format, page] = await Promise.all([
    getTranslations('history.run'),
    getTranslations('common'),
    getFormat(),
    listOutcomes(db(), { runId, ...filter, cursor: one(query, 'after') }),
  ]);
  const from = startOf(query);
  const filtered = Object.values(values).some((value) => value !== undefined);
  return (
    <Card>
      {unknown && <p className="px-4.5 pt-3 text-note text-ink-2">{common('unknownFilter')}</p>}
      <OutcomeFilters path={path} title={t('records')} values={values} />
      {page.rows.length === 0 && page.searched === null ? (
        <EmptyState
          icon={<CircleCheck size={22} aria-hidden />}
          title={filtered ? t('noProblems') : t('none')}
          text={filtered ? undefined : t('noneText')}
        />
      ) : (
        <>
          {page.rows.length > 0 && <OutcomeList rows={page.rows} />}
          <SearchedSoFar page={page} path={path} filters={values} from={from} />
          <ListPager
            path={path}
            filters={values}
            from={from}
            shown={page.rows.length}
            next={page.next}
            searched={page.searched}
            range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
            firstLabel={t('firstPage')}
            nextLabel={t('further')}
          />
        </>
      )}
    </Card>
  );
}
