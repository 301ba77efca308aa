import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { scanInterface } from '@/lib/interfaces/scan';
import { getLatestRun } from '@/lib/runs/get';
import { isRunActive } from '@/lib/status/interface-status';
import { describeProblem, type Problem } from '@/lib/web/problem';

/**
 * Brings the deliveries up to date with the source; what keeps it from looking is said, and the known ones are shown.
 * A run under way has looked itself.
 */
export async function lookIntoSource(interfaceId: string): Promise<Problem | null> {
  try {
    const run = await getLatestRun(db(), interfaceId);
    if (isRunActive(run)) return null;
    await scanInterface(db(), interfaceId, { deliveryRoots: env().deliveryRoots });
    return null;
  } catch (error) {
    if (error instanceof AppError) return describeProblem(error.code, error.details);
    throw error;
  }
}

export async function SourceProblem({ problem, unknownFilter }: { problem: Problem | null; unknownFilter: boolean }) {
  const common = await getTranslations('common');
  return (
    <>
      {unknownFilter && <Alert tone="info" title={common('unknownFilter')} />}
      {problem && <Alert tone="bad" title={problem.sentence} owner={problem.owner} action={problem.action} />}
    </>
  );
}
