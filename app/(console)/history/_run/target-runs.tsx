import { getTranslations } from 'next-intl/server';
import { db } from '@/lib/db/client';
import { listRuns } from '@/lib/runs/list';
import { nameTarget } from '@/lib/runs/name-targets';
import type { RunTarget } from '@/lib/runs/run';
import { RunTable } from './run-table';

const SHOWN = 10;

/** The last runs of one target. */
export async function TargetRuns({ target, empty }: { target: RunTarget; empty: string }) {
  const [t, page, about] = await Promise.all([
    getTranslations('history'),
    listRuns(db(), { target, size: SHOWN }),
    nameTarget(db(), target),
  ]);
  if (page.rows.length === 0) return <p className="px-4.5 py-6 text-ink-2">{empty}</p>;
  return <RunTable label={t('title')} runs={page.rows.map((run) => ({ ...run, about }))} withTarget={false} />;
}
