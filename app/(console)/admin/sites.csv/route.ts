import { getTranslations } from 'next-intl/server';
import { onlyAt } from '@/lib/web/only-at';
import { jsonRoute } from '@/lib/web/route';
import { csvTexts, queryOf } from '../../_list/csv-texts';
import { sitesCsv } from '../sites/_sites/sites-csv';

/** (central server) The filtered sites as a file. */
export const GET = jsonRoute('viewer', async (request, { db }) => {
  onlyAt('central');
  const [t, common, texts] = await Promise.all([getTranslations('admin.sites'), getTranslations('common'), csvTexts()]);
  return sitesCsv(db, queryOf(request), { t, common, texts });
});
