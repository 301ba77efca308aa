import type { useTranslations } from 'next-intl';
import type { Format } from '@/lib/i18n/format';
import { IMPORT_STEPS } from '@/lib/runs/run';
import type { InterfaceRunStatus } from '@/lib/status/interface-status';
import type { SyncStep } from '@/lib/status/sync-status';

export type LiveTranslate = ReturnType<typeof useTranslations<'deliveries.live'>>;
export type ImportStep = (typeof IMPORT_STEPS)[number];

export function isImportStep(step: SyncStep): step is SyncStep & { key: ImportStep } {
  return IMPORT_STEPS.some((key) => key === step.key);
}

/** "120 / 318", "120" while the total is not known, null before anything was counted. */
export function amountText({ done, total, state }: SyncStep, format: Format): string | null {
  if (total === null) return done > 0 ? format.number(done) : null;
  if (total === 0) return state === 'done' ? format.number(0) : null;
  return `${format.number(done)} / ${format.number(total)}`;
}

/** "Apply · 120 / 318 properties" */
export function stepSentence(run: InterfaceRunStatus, t: LiveTranslate, format: Format): string {
  const step = run.steps.filter(isImportStep).find(({ state }) => state === 'active');
  if (!step) return t(run.state === 'queued' ? 'queued' : 'between');
  const { key, done, total } = step;
  if (!total) return t(`steps.${key}`);
  const amount = t(`amounts.${key}`, { done: format.number(done), all: format.number(total), total });
  return `${t(`steps.${key}`)} · ${amount}`;
}
