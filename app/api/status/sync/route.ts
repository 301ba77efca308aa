import { readSyncStatus } from '@/lib/status/read-sync-status';
import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

export const GET = jsonRoute('viewer', (_request, { db }) => readSyncStatus(db, new Date()));
