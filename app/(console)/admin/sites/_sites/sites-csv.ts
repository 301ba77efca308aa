import type { getTranslations } from 'next-intl/server';
import type { CappedCount } from '@/lib/central/capped-count';
import { listSites } from '@/lib/central/list-sites';
import type { Db } from '@/lib/db/client';
import { allPages, csvResponse } from '@/lib/web/csv';
import type { CsvTexts } from '../../../_list/csv-texts';
import type { Query } from '../../../_list/query';
import { readSitesQuery } from './read-sites-query';
import { siteStateOf } from './site-state';

interface Words {
  t: Awaited<ReturnType<typeof getTranslations<'admin.sites'>>>;
  common: Awaited<ReturnType<typeof getTranslations<'common'>>>;
  texts: CsvTexts;
}

/** (central server) The filtered sites, in the list's order. */
export function sitesCsv(db: Db, query: Query, { t, common, texts }: Words): Response {
  const { input } = readSitesQuery(query);
  const count = ({ count, capped }: CappedCount) => (capped ? t('more', { n: String(count) }) : count);
  const rows = async function* () {
    for await (const site of allPages((cursor) => listSites(db, { ...input, cursor, size: 500 }))) {
      yield [
        site.name,
        site.domain,
        t(`states.${siteStateOf(site)}`),
        site.softwareVersion,
        texts.time(site.lastContactAt),
        texts.time(site.lastSuccessAt),
        count(site.pending),
        count(site.waiting),
        count(site.problems),
        site.id,
      ];
    }
  };
  return csvResponse({
    name: 'sites',
    header: [
      t('name'),
      t('csv.domain'),
      t('state'),
      t('csv.softwareVersion'),
      `${t('lastContact')} (${texts.timeZone})`,
      `${t('lastSuccess')} (${texts.timeZone})`,
      t('pending'),
      t('waiting'),
      t('problems'),
      t('csv.id'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
}
