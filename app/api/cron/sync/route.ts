import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { controlDb } from '@/lib/executor/control-db';
import { countOpenRuns, drainRuns } from '@/lib/executor/drain';
import { keepHouse } from '@/lib/executor/keep-house';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { answer, bearerMatches } from '@/lib/web/answer';
import { auditingTokens } from '@/lib/web/token-refusals';

export const dynamic = 'force-dynamic';
/** Seconds that the platform gives a request; CRON_BUDGET_SECONDS stays below. */
export const maxDuration = 60;

/**
 * Queues all that is due, once per slot however often it is called. Where nothing works in the background, the runs are
 * executed within this request, as far as the time goes: `left` says how many the next call goes on with.
 */
export function GET(request: Request): Promise<Response> {
  const startedAt = performance.now();
  return answer(request, async () => {
    await auditingTokens(request, { action: 'cron.call' }, async () => {
      if (!bearerMatches(request.headers.get('authorization'), env().cronSecret)) throw new AppError('token-refused');
    });
    const due = await queueDueRuns(db(), systemClock());
    if (env().executor === 'background') return { due, executed: null, left: await countOpenRuns(db()) };
    const usedMs = performance.now() - startedAt;
    const drained = await drainRuns({ db: db(), controlDb: controlDb(), budgetMs: env().cronBudgetMs, usedMs });
    if (performance.now() - startedAt < env().cronBudgetMs) await keepHouse(db(), systemClock());
    return { due, ...drained };
  });
}

export const POST = GET;
