import { CircleCheck } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { Filters, Segments } from '@/app/_ui/filters';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { ListPager } from '../../_list/list-pager';
import { choice, hrefOf, one, type Query, startOf } from '../../_list/query';
import { OutcomeList } from './outcome-list';

/** What the run did to single records: filtered and paged by the address. */
export async function RunRecords({ runId, query }: { runId: string; query: Query }) {
  const path = `/history/${runId}`;
  const only = choice(query, 'only', ['problems'] as const).value;
  const [t, format, page] = await Promise.all([
    getTranslations('history.run'),
    getFormat(),
    listOutcomes(db(), { runId, problems: only === 'problems', cursor: one(query, 'after') }),
  ]);
  const from = startOf(query);
  return (
    <Card>
      <Filters>
        <h2 className="mr-auto pl-1 font-semibold">{t('records')}</h2>
        <Segments
          label={t('filter')}
          segments={[
            { href: path, label: t('everything'), active: !only },
            { href: hrefOf(path, { only: 'problems' }), label: t('onlyProblems'), active: only === 'problems' },
          ]}
        />
      </Filters>
      {page.rows.length === 0 ? (
        <EmptyState
          icon={<CircleCheck size={22} aria-hidden />}
          title={only ? t('noProblems') : t('none')}
          text={only ? undefined : t('noneText')}
        />
      ) : (
        <>
          <OutcomeList rows={page.rows} />
          <ListPager
            path={path}
            filters={{ only }}
            from={from}
            shown={page.rows.length}
            next={page.next}
            range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
            firstLabel={t('firstPage')}
            nextLabel={t('further')}
          />
        </>
      )}
    </Card>
  );
}
