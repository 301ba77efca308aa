import { getTranslations } from 'next-intl/server';
import type { Db } from '@/lib/db/client';
import { consequenceOf } from '@/lib/interfaces/consequences';
import { listOutcomes, type OutcomeRow } from '@/lib/interfaces/list-outcomes';
import { ownerOf } from '@/lib/interfaces/owner-of';
import { allPages, csvResponse } from '@/lib/web/csv';
import { fieldNamer } from '../interfaces/_parts/changed-fields';
import { importMessages } from '../interfaces/_parts/message-text';
import { csvTexts, queryOf } from './csv-texts';
import { readOutcomeFilter } from './read-outcome-filter';

/** What a run or an import did and said, filtered as on its page, as a file. */
export async function outcomesCsv(db: Db, request: Request, about: { importId: string } | { runId: string }) {
  const { filter } = readOutcomeFilter(queryOf(request));
  const [t, words, common, say, nameFields, texts] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('consequences'),
    getTranslations('common'),
    importMessages(),
    fieldNamer(),
    csvTexts(),
  ]);
  const changesText = (changes: OutcomeRow['changes']) =>
    changes &&
    nameFields(changes)
      .map(({ label, before, after }) => `${label}: ${before ?? '–'} → ${after ?? '–'}`)
      .join('\n');
  const toCells = (row: OutcomeRow) => {
    const done = row.code && consequenceOf(row.code);
    const owner = row.code && ownerOf(row.code);
    return [
      texts.time(row.at),
      t(`import.outcomes.${row.outcome}`),
      t(`import.severities.${row.severity}`),
      row.code,
      row.table,
      row.label,
      row.recordId,
      row.line,
      row.element,
      row.received,
      row.code && say({ code: row.code, params: row.params }),
      done && words(`done.${done}`),
      owner && words(`owners.${owner}`),
      changesText(row.changes),
    ];
  };
  const rows = async function* () {
    for await (const row of allPages((cursor) => listOutcomes(db, { ...about, ...filter, cursor, size: 500 }))) {
      yield toCells(row);
    }
  };
  return csvResponse({
    name: `outcomes-${Object.values(about).join('')}`,
    header: [
      `${t('imports.columns.time')} (${texts.timeZone})`,
      t('import.columns.outcome'),
      t('csv.severity'),
      t('csv.code'),
      t('csv.kind'),
      t('csv.label'),
      t('csv.recordId'),
      t('csv.line'),
      t('csv.element'),
      t('csv.received'),
      t('import.columns.message'),
      t('csv.done'),
      t('csv.owner'),
      t('csv.changes'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
}
