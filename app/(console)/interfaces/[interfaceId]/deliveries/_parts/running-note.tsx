'use client';

import { useTranslations } from 'next-intl';
import type { InterfaceStatus } from '@/lib/status/interface-status';
import { stepSentence } from './step-text';
import { useFormat } from './use-format';
import { useInterfaceStatus } from './use-interface-status';

/** What is being done with the delivery right now, below its path. */
export function RunningNote({ initial }: { initial: InterfaceStatus }) {
  const { status } = useInterfaceStatus(initial);
  const words = { live: useTranslations('deliveries.live'), steps: useTranslations('history.steps') };
  const format = useFormat(status.at);
  return status.run && stepSentence(status.run, words, format);
}
