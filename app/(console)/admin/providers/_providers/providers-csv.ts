import type { getTranslations } from 'next-intl/server';
import type { Db } from '@/lib/db/client';
import { listProviders } from '@/lib/providers/list';
import { allPages, csvResponse } from '@/lib/web/csv';
import type { CsvTexts } from '../../../_list/csv-texts';
import { one, type Query } from '../../../_list/query';

interface Words {
  t: Awaited<ReturnType<typeof getTranslations<'admin.providers'>>>;
  common: Awaited<ReturnType<typeof getTranslations<'common'>>>;
  texts: CsvTexts;
}

/** The providers that were searched for, by name. */
export function providersCsv(db: Db, query: Query, { t, common, texts }: Words): Response {
  const search = one(query, 'q');
  const rows = async function* () {
    for await (const provider of allPages((cursor) => listProviders(db, { search, cursor, size: 500 }))) {
      yield [
        provider.name,
        provider.number,
        provider.openimmoAnid,
        provider.email,
        provider.phone,
        provider.properties,
        texts.time(provider.updatedAt),
        provider.id,
      ];
    }
  };
  return csvResponse({
    name: 'providers',
    header: [
      t('name'),
      t('number'),
      t('anid'),
      t('email'),
      t('phone'),
      t('properties'),
      `${t('csv.changed')} (${texts.timeZone})`,
      t('csv.id'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
}
