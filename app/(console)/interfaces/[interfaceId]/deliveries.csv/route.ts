import { getTranslations } from 'next-intl/server';
import { csvTexts, queryOf } from '@/app/(console)/_list/csv-texts';
import { getInterface } from '@/lib/interfaces/get';
import { onlyAt } from '@/lib/web/only-at';
import { jsonRoute } from '@/lib/web/route';
import { importMessages } from '../../_parts/message-text';
import { deliveriesCsv } from '../deliveries/_parts/deliveries-csv';

/** An interface's filtered deliveries as a file. */
export const GET = jsonRoute<{ interfaceId: string }>('viewer', async (request, { db, params }) => {
  onlyAt('site');
  const iface = await getInterface(db, params.interfaceId);
  const [t, history, common, say, texts] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('history'),
    getTranslations('common'),
    importMessages(),
    csvTexts(),
  ]);
  return deliveriesCsv(db, iface, queryOf(request), { t, history, common, say, texts });
});
