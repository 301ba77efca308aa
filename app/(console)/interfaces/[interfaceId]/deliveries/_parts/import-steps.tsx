'use client';

import { BookOpen, DatabaseZap, FileDown, ListChecks, Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Stepper } from '@/app/_ui/stepper';
import type { Format } from '@/lib/i18n/format';
import type { InterfaceRunStatus } from '@/lib/status/interface-status';
import { currentSteps } from './fraction';
import { amountText, type ImportStep, isImportStep } from './step-text';

const ICONS: Record<ImportStep, typeof FileDown> = {
  fetch: FileDown,
  read: BookOpen,
  plan: ListChecks,
  attachments: Paperclip,
  apply: DatabaseZap,
};

export function ImportSteps({ run, format }: { run: InterfaceRunStatus; format: Format }) {
  const t = useTranslations('deliveries.live');
  const steps = currentSteps(run.steps)
    .filter(isImportStep)
    .map((step) => {
      const Icon = ICONS[step.key];
      return {
        key: step.key,
        label: t(`steps.${step.key}`),
        icon: <Icon size={16} aria-hidden />,
        state: step.state,
        stateLabel: t(`states.${step.state}`),
        count: amountText(step, format),
        elapsed: step.elapsedMs === null ? null : format.duration(step.elapsedMs),
      };
    });
  return <Stepper label={t('label')} steps={steps} />;
}
