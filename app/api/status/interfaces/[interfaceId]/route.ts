import { systemClock } from '@/lib/clock';
import { readInterfaceStatus } from '@/lib/status/read-interface-status';
import { onlyAt } from '@/lib/web/only-at';
import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

export const GET = jsonRoute<{ interfaceId: string }>('viewer', (_request, { db, params }) => {
  onlyAt('site');
  return readInterfaceStatus(db, params.interfaceId, systemClock());
});
