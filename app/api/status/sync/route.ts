import { getFormat } from '@/lib/i18n/get-format';
import { pulseOf } from '@/lib/status/pulse';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

export const GET = jsonRoute('viewer', async (_request, { db }) => {
  const [status, format] = await Promise.all([readSyncStatus(db, new Date()), getFormat()]);
  return pulseOf(status, format.clock(status.at));
});
