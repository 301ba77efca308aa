import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { lookIntoSource as look } from '@/lib/interfaces/look';
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
    await look(db(), interfaceId, { deliveryRoots: env().deliveryRoots });
    return null;
  } catch (error) {
    if (error instanceof AppError) return describeProblem(error.code, error.details);
    throw error;
  }
}

interface Props {
  /** Why the source could not be looked into. */
  problem: Problem | null;
  unknownFilter: boolean;
  /** False on a connected site before its first run: nothing can be imported yet. */
  ready: boolean;
}

/** What is to be known before anything is synchronised here. */
export async function PageAlerts({ problem, unknownFilter, ready }: Props) {
  const [common, nav, notReady] = await Promise.all([
    getTranslations('common'),
    getTranslations('nav'),
    ready ? null : describeProblem('first-run-needed'),
  ]);
  return (
    <>
      {unknownFilter && <Alert tone="info" title={common('unknownFilter')} />}
      {notReady && (
        <Alert
          tone="warn"
          title={notReady.sentence}
          owner={notReady.owner}
          action={notReady.action}
          button={<ButtonLink href="/sync">{nav('sync')}</ButtonLink>}
        />
      )}
      {problem && <Alert tone="bad" title={problem.sentence} owner={problem.owner} action={problem.action} />}
    </>
  );
}
