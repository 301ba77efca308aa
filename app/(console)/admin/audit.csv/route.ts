import { getTranslations } from 'next-intl/server';
import { listAudit } from '@/lib/audit/list';
import { allPages, csvResponse } from '@/lib/web/csv';
import { jsonRoute } from '@/lib/web/route';
import { csvTexts, queryOf } from '../../_list/csv-texts';
import { auditTexts } from '../audit/_audit/audit-texts';
import { readAuditQuery } from '../audit/_audit/read-audit-query';

/** The filtered audit log as a file. */
export const GET = jsonRoute(
  'admin',
  async (request, { db }) => {
    const [{ filter }, t, common, say, texts] = await Promise.all([
      readAuditQuery(queryOf(request)),
      getTranslations('audit'),
      getTranslations('common'),
      auditTexts(),
      csvTexts(),
    ]);
    const rows = async function* () {
      for await (const row of allPages((cursor) => listAudit(db, filter, { cursor, size: 1_000 }))) {
        yield [
          row.id,
          texts.time(row.at),
          say.actor(row),
          row.actorId ?? row.actorKind,
          say.action(row.action),
          row.action,
          say.about(row),
          row.subject,
          t(`results.${row.allowed ? 'allowed' : 'refused'}`),
          say.reason(row) ?? say.leftOut(row),
          Object.keys(row.details).length > 0 ? JSON.stringify(row.details) : null,
        ];
      }
    };
    return csvResponse({
      name: 'audit-log',
      header: [
        t('csv.id'),
        `${t('columns.time')} (${texts.timeZone})`,
        t('columns.actor'),
        t('csv.actorId'),
        t('columns.action'),
        t('csv.actionCode'),
        t('columns.about'),
        t('csv.subjectId'),
        t('columns.result'),
        t('csv.reason'),
        t('columns.details'),
      ],
      rows: rows(),
      separator: texts.separator,
      truncated: common('csvTruncated'),
    });
  },
  'audit.read',
);
