import { getTranslations } from 'next-intl/server';
import { jsonRoute } from '@/lib/web/route';
import { csvTexts, queryOf } from '../../_list/csv-texts';
import { providersCsv } from '../providers/_providers/providers-csv';

/** The providers that were searched for, as a file. */
export const GET = jsonRoute('admin', async (request, { db }) => {
  const [t, common, texts] = await Promise.all([
    getTranslations('admin.providers'),
    getTranslations('common'),
    csvTexts(),
  ]);
  return providersCsv(db, queryOf(request), { t, common, texts });
});
