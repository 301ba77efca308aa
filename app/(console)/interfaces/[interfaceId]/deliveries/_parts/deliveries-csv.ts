import type { getTranslations } from 'next-intl/server';
import type { CsvTexts } from '@/app/(console)/_list/csv-texts';
import type { Query } from '@/app/(console)/_list/query';
import type { Db } from '@/lib/db/client';
import { type DeliveryRow, listDeliveries, WAITING_STATES } from '@/lib/interfaces/list-deliveries';
import { allPages, csvResponse } from '@/lib/web/csv';
import { CSV_COUNTS } from '../../../_parts/counts';
import type { ImportMessage } from '../../../_parts/message-text';
import { whoText } from '../../../_parts/who';
import { readDeliveriesQuery } from './read-deliveries-query';

interface Words {
  t: Awaited<ReturnType<typeof getTranslations<'deliveries'>>>;
  history: Awaited<ReturnType<typeof getTranslations<'history'>>>;
  common: Awaited<ReturnType<typeof getTranslations<'common'>>>;
  say: (message: ImportMessage) => string;
  texts: CsvTexts;
}

/** An interface's filtered deliveries, newest first; of those that wait, not what an import of before did. */
export function deliveriesCsv(db: Db, iface: { id: string; name: string }, query: Query, words: Words): Response {
  const { t, history, common, say, texts } = words;
  const { input } = readDeliveriesQuery(query);
  const toCells = (row: DeliveryRow) => {
    const { message, counts } = WAITING_STATES.includes(row.state) ? { message: null, counts: null } : row;
    return [
      t(`states.${row.state}`),
      row.path,
      texts.time(row.modifiedAt),
      row.sizeBytes,
      texts.time(row.lastSynchronisedAt),
      row.lastSynchronisedAt && whoText(t, row),
      ...CSV_COUNTS.map((key) => counts && (counts[key] ?? 0)),
      message && say(message),
      message?.code,
      common(row.gone ? 'yes' : 'no'),
      row.id,
    ];
  };
  const rows = async function* () {
    for await (const row of allPages((cursor) => listDeliveries(db, iface.id, { ...input, cursor, size: 500 }))) {
      yield toCells(row);
    }
  };
  return csvResponse({
    name: `deliveries-${iface.name}`,
    header: [
      t('columns.status'),
      t('columns.path'),
      `${t('columns.change')} (${texts.timeZone})`,
      t('csv.sizeBytes'),
      `${t('columns.last')} (${texts.timeZone})`,
      t('columns.user'),
      ...CSV_COUNTS.map((key) => history(`csv.counts.${key}`)),
      t('import.columns.message'),
      t('csv.code'),
      t('gone'),
      t('import.delivery'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
}
