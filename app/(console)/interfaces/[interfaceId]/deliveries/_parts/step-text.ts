import type { useTranslations } from 'next-intl';
import type { Format } from '@/lib/i18n/format';
import { IMPORT_STEPS } from '@/lib/runs/run';
import type { InterfaceRunStatus } from '@/lib/status/interface-status';

interface Translate {
  live: ReturnType<typeof useTranslations<'deliveries.live'>>;
  steps: ReturnType<typeof useTranslations<'history.steps'>>;
}

/** "Apply · 120 / 318 properties" */
export function stepSentence(run: InterfaceRunStatus, { live, steps }: Translate, format: Format): string {
  const step = run.steps.find(({ state }) => state === 'active');
  const key = IMPORT_STEPS.find((known) => known === step?.key);
  if (!step || !key) return live(run.state === 'queued' ? 'queued' : 'between');
  const { done, total } = step;
  if (!total) return steps(key);
  const amount = live(`amounts.${key}`, { done: format.number(done), all: format.number(total), total });
  return `${steps(key)} · ${amount}`;
}
