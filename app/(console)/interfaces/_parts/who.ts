import type { getTranslations } from 'next-intl/server';
import type { RunTrigger } from '@/lib/runs/run';

type Translate = Awaited<ReturnType<typeof getTranslations<'deliveries'>>>;

/** The user's name, or what else set a synchronisation going. */
export function whoText(
  t: Translate,
  { userName, trigger }: { userName: string | null; trigger: RunTrigger | null },
): string {
  return userName ?? (trigger ? t(`triggers.${trigger}`) : '–');
}
