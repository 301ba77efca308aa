import type { getTranslations } from 'next-intl/server';
import { listApiTokens, TOKEN_STATES } from '@/lib/api-tokens/list';
import type { Db } from '@/lib/db/client';
import { allPages, csvResponse } from '@/lib/web/csv';
import type { CsvTexts } from '../../../_list/csv-texts';
import { choice, type Query } from '../../../_list/query';

interface Words {
  t: Awaited<ReturnType<typeof getTranslations<'tokens'>>>;
  common: Awaited<ReturnType<typeof getTranslations<'common'>>>;
  texts: CsvTexts;
}

/** The filtered tokens, newest first; never a token itself. */
export function tokensCsv(db: Db, query: Query, { t, common, texts }: Words): Response {
  const state = choice(query, 'state', TOKEN_STATES).value;
  const rows = async function* () {
    for await (const token of allPages((cursor) => listApiTokens(db, { state }, { cursor, size: 500 }))) {
      yield [
        token.name,
        t(`scopes.${token.scope}`),
        token.interfaceName,
        token.beginning,
        texts.time(token.createdAt),
        token.createdBy,
        texts.time(token.lastUsedAt),
        texts.time(token.expiresAt),
        t(`states.${token.state}`),
        texts.time(token.revokedAt),
        token.id,
      ];
    }
  };
  return csvResponse({
    name: 'tokens',
    header: [
      t('columns.name'),
      t('columns.scope'),
      t('columns.interface'),
      t('columns.beginning'),
      `${t('columns.created')} (${texts.timeZone})`,
      t('csv.createdBy'),
      `${t('columns.lastUsed')} (${texts.timeZone})`,
      `${t('columns.expires')} (${texts.timeZone})`,
      t('columns.state'),
      `${t('states.revoked')} (${texts.timeZone})`,
      t('csv.id'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
}
