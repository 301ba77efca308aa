import { readStatusSummary } from '@/lib/status/read-summary';
import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

export const GET = jsonRoute('viewer', (_request, { db }) => readStatusSummary(db, new Date()));
