import {
  ChevronsDown,
  ChevronsUp,
  Combine,
  Download,
  FileDown,
  FileText,
  Handshake,
  Hourglass,
  ListChecks,
  type LucideIcon,
  Paperclip,
  ShieldCheck,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Stepper } from '@/app/_ui/stepper';
import type { Format } from '@/lib/i18n/format';
import type { StepKey } from '@/lib/runs/run';
import type { SyncStep } from '@/lib/status/sync-status';

const ICONS: Record<StepKey, LucideIcon> = {
  prepare: Handshake,
  push: ChevronsUp,
  wait: Hourglass,
  'pull-central': ChevronsDown,
  'pull-remote': ChevronsDown,
  files: FileDown,
  integrate: Combine,
  verify: ShieldCheck,
  fetch: Download,
  read: FileText,
  plan: ListChecks,
  attachments: Paperclip,
  apply: Combine,
};

/** What rounds to nothing is nothing: "0 s", not "0.0 s". */
const SHORTEST_MS = 50;

/** The steps of a run with their counts and times; usable on the server and in the browser. */
export function RunSteps({ steps, format }: { steps: SyncStep[]; format: Format }) {
  const t = useTranslations('history');
  const states = useTranslations('common.steps');
  return (
    <Stepper
      label={t('run.steps')}
      steps={steps.map((step) => {
        const Icon = ICONS[step.key];
        return {
          key: step.key,
          label: t(`steps.${step.key}`),
          icon: <Icon size={16} aria-hidden />,
          state: step.state,
          stateLabel: states(step.state),
          count: countOf(step, format),
          elapsed: step.elapsedMs === null ? null : format.duration(step.elapsedMs < SHORTEST_MS ? 0 : step.elapsedMs),
          note: step.state === 'active' || step.state === 'failed' ? step.note : null,
        };
      })}
    />
  );
}

/** "7,310 / 12,480", or only what is done where the total is not known. */
function countOf({ done, total }: SyncStep, format: Format): string | null {
  if (total !== null && total > 0) return `${format.number(done)} / ${format.number(total)}`;
  return done > 0 ? format.number(done) : null;
}
