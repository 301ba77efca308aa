import { db } from '@/lib/db/client';
import { isReady } from '@/lib/status/ready';

export const dynamic = 'force-dynamic';

/** The database answers soon and is migrated: requests may come. */
export async function GET() {
  const ready = await isReady(db());
  return Response.json(
    { status: ready ? 'ready' : 'not-ready' },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
