import { outcomesCsv } from '@/app/(console)/_list/outcomes-csv';
import { NotFoundError } from '@/lib/errors';
import { getImport } from '@/lib/interfaces/history';
import { onlyAt } from '@/lib/web/only-at';
import { jsonRoute } from '@/lib/web/route';

/** An import's filtered outcomes as a file; asked for as `…/history/<importId>.csv`. */
export const GET = jsonRoute<{ interfaceId: string; importId: string }>('viewer', async (request, { db, params }) => {
  onlyAt('site');
  const { interfaceId, importId } = params;
  const found = /^[0-9a-f-]{36}$/i.test(importId) ? await getImport(db, importId) : null;
  if (found?.interfaceId !== interfaceId) throw new NotFoundError('import', importId.slice(0, 80));
  return outcomesCsv(db, request, { importId });
});
