import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { controlDb } from '@/lib/executor/control-db';
import { drainRuns } from '@/lib/executor/executor';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { answer, bearerMatches } from '@/lib/web/answer';

export const dynamic = 'force-dynamic';
export const maxDuration = 60;

const BUDGET_MS = 50_000;

/** Runs all that is due, once per slot however often it is called. Serverless, the runs are executed in this request. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    if (!bearerMatches(request.headers.get('authorization'), env().cronSecret)) throw new AppError('token-refused');
    const due = await queueDueRuns(db(), new Date());
    const executed =
      env().executor === 'request' ? await drainRuns({ db: db(), controlDb: controlDb() }, BUDGET_MS) : null;
    return { due, executed };
  });
}

export const POST = GET;
