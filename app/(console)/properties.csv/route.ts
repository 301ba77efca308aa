import { getTranslations } from 'next-intl/server';
import { listProperties } from '@/lib/properties/list';
import { publicationOf } from '@/lib/properties/publication';
import { allPages, csvResponse } from '@/lib/web/csv';
import { jsonRoute } from '@/lib/web/route';
import { csvTexts, queryOf } from '../_list/csv-texts';
import { readPropertyQuery } from '../properties/_parts/read-property-query';

/** The filtered properties as a file, in the list's order. */
export const GET = jsonRoute('viewer', async (request, { db }) => {
  const [{ input }, t, common, texts] = await Promise.all([
    readPropertyQuery(queryOf(request)),
    getTranslations('properties'),
    getTranslations('common'),
    csvTexts(),
  ]);
  const today = input.today ?? '';
  // As spreadsheets of the language take a number.
  const decimal = (value: string | null) => (texts.separator === ';' ? value?.replace('.', ',') : value);
  const rows = async function* () {
    for await (const row of allPages((cursor) => listProperties(db, { ...input, cursor, size: 500 }))) {
      yield [
        row.externalNumber,
        row.title,
        row.objectType,
        row.objectSubtype,
        row.postcode,
        row.city,
        decimal(row.price),
        row.currency,
        common(row.priceOnRequest ? 'yes' : 'no'),
        decimal(row.livingArea),
        decimal(row.rooms),
        t(`states.${row.state}`),
        t(publicationOf(row, today)),
        row.activeFrom,
        row.activeUntil,
        row.providerName,
        row.originSiteId === 0 ? t('ownSite') : (row.ownerName ?? t('unknownSite')),
        texts.time(row.updatedAt),
        row.id,
      ];
    }
  };
  return csvResponse({
    name: 'properties',
    header: [
      t('fields.external_number'),
      t('fields.title'),
      t('fields.object_type'),
      t('fields.object_subtype'),
      t('fields.postcode'),
      t('fields.city'),
      t('fields.price'),
      t('fields.currency'),
      t('fields.price_on_request'),
      t('fields.living_area'),
      t('fields.rooms'),
      t('fields.state'),
      t('filters.shown'),
      t('fields.active_from'),
      t('fields.active_until'),
      t('provider'),
      t('site'),
      `${t('lastChange')} (${texts.timeZone})`,
      t('csvId'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
});
