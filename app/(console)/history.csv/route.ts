import { getTranslations } from 'next-intl/server';
import { listHistory } from '@/lib/runs/list-history';
import { allPages, csvResponse } from '@/lib/web/csv';
import { jsonRoute } from '@/lib/web/route';
import { csvTexts, queryOf } from '../_list/csv-texts';
import { readHistoryQuery } from '../history/_run/read-history-query';
import { targetText } from '../history/_run/run-texts';

const COUNTS = [
  'deliveries',
  'sent',
  'received',
  'created',
  'updated',
  'restored',
  'unchanged',
  'removed',
  'skipped',
  'failed',
  'warnings',
] as const;

/** The filtered history as a file. */
export const GET = jsonRoute('viewer', async (request, { db }) => {
  const [{ input }, t, common, texts] = await Promise.all([
    readHistoryQuery(queryOf(request)),
    getTranslations('history'),
    getTranslations('common'),
    csvTexts(),
  ]);
  const rows = async function* () {
    for await (const run of allPages((cursor) => listHistory(db, { ...input, cursor, size: 500 }))) {
      yield [
        texts.time(run.startedAt ?? run.queuedAt),
        targetText(t, run.about),
        t(`states.${run.state}`),
        t(`triggers.${run.trigger}`),
        run.userName,
        texts.seconds(run.startedAt, run.finishedAt),
        ...COUNTS.map((key) => run.counts[key] ?? 0),
        run.error?.code ?? null,
        run.id,
      ];
    }
  };
  return csvResponse({
    name: 'history',
    header: [
      `${t('columns.started')} (${texts.timeZone})`,
      t('columns.target'),
      t('columns.state'),
      common('runFilters.trigger'),
      common('runFilters.person'),
      t('csv.seconds'),
      ...COUNTS.map((key) => t(`csv.counts.${key}`)),
      t('csv.error'),
      t('csv.run'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
});
