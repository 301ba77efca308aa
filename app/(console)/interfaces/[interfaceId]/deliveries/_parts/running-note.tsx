'use client';

import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { createFormat } from '@/lib/i18n/format';
import type { InterfaceStatus } from '@/lib/status/interface-status';
import { stepSentence } from './step-text';
import { useInterfaceStatus } from './use-interface-status';

/** What is being done with the delivery right now, below its path. */
export function RunningNote({ initial }: { initial: InterfaceStatus }) {
  const { status } = useInterfaceStatus(initial);
  const t = useTranslations('deliveries.live');
  const format = createFormat(useLocale(), useTimeZone() ?? 'UTC', new Date(status.at));
  return status.run && stepSentence(status.run, t, format);
}
