import { NotFoundError } from '@/lib/errors';
import { getRun } from '@/lib/runs/get';
import { jsonRoute } from '@/lib/web/route';
import { outcomesCsv } from '../../../_list/outcomes-csv';

/** A run's filtered outcomes as a file; asked for as `/history/<runId>.csv`. */
export const GET = jsonRoute<{ runId: string }>('viewer', async (request, { db, params }) => {
  const run = /^[0-9a-f-]{36}$/i.test(params.runId) ? await getRun(db, params.runId) : null;
  if (!run) throw new NotFoundError('run', params.runId.slice(0, 80));
  return outcomesCsv(db, request, { runId: run.id });
});
