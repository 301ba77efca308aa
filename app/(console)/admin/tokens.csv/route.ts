import { getTranslations } from 'next-intl/server';
import { jsonRoute } from '@/lib/web/route';
import { csvTexts, queryOf } from '../../_list/csv-texts';
import { tokensCsv } from '../tokens/_tokens/tokens-csv';

/** The filtered tokens as a file. */
export const GET = jsonRoute('admin', async (request, { db }) => {
  const [t, common, texts] = await Promise.all([getTranslations('tokens'), getTranslations('common'), csvTexts()]);
  return tokensCsv(db, queryOf(request), { t, common, texts });
});
