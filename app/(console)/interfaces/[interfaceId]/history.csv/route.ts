import { getTranslations } from 'next-intl/server';
import { csvTexts, queryOf } from '@/app/(console)/_list/csv-texts';
import { getInterface } from '@/lib/interfaces/get';
import { listImports } from '@/lib/interfaces/history';
import { allPages, csvResponse } from '@/lib/web/csv';
import { onlyAt } from '@/lib/web/only-at';
import { jsonRoute } from '@/lib/web/route';
import { CSV_COUNTS } from '../../_parts/counts';
import { importMessages } from '../../_parts/message-text';
import { readImportsQuery } from '../history/_parts/read-imports-query';

/** An interface's filtered history as a file. */
export const GET = jsonRoute<{ interfaceId: string }>('viewer', async (request, { db, params }) => {
  onlyAt('site');
  const iface = await getInterface(db, params.interfaceId);
  const [{ input }, t, history, common, say, texts] = await Promise.all([
    readImportsQuery(queryOf(request)),
    getTranslations('deliveries'),
    getTranslations('history'),
    getTranslations('common'),
    importMessages(),
    csvTexts(),
  ]);
  const rows = async function* () {
    for await (const row of allPages((cursor) => listImports(db, iface.id, { ...input, cursor, size: 500 }))) {
      yield [
        texts.time(row.startedAt),
        t(`imports.states.${row.state}`),
        row.path,
        row.sizeBytes,
        texts.time(row.modifiedAt),
        history(`triggers.${row.trigger}`),
        row.userName,
        texts.seconds(row.startedAt, row.finishedAt),
        ...CSV_COUNTS.map((key) => row.counts[key] ?? 0),
        row.message && say(row.message),
        row.message?.code ?? null,
        row.id,
      ];
    }
  };
  return csvResponse({
    name: `history-${iface.name}`,
    header: [
      `${t('imports.columns.time')} (${texts.timeZone})`,
      t('imports.columns.result'),
      t('columns.path'),
      t('csv.sizeBytes'),
      `${t('columns.change')} (${texts.timeZone})`,
      common('runFilters.trigger'),
      t('columns.user'),
      history('csv.seconds'),
      ...CSV_COUNTS.map((key) => history(`csv.counts.${key}`)),
      t('import.columns.message'),
      t('csv.code'),
      t('import.title'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
});
