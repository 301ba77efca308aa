import type { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import type { RunCounts } from '@/lib/db/schema/runs';
import type { Format } from '@/lib/i18n/format';
import type { RunSummary } from '@/lib/runs/get';
import type { TargetName } from '@/lib/runs/name-targets';

type Translate = Awaited<ReturnType<typeof getTranslations<'history'>>>;

/** In this order; what is nought is not said. */
const SHOWN = [
  'deliveries',
  'sent',
  'received',
  'created',
  'updated',
  'restored',
  'removed',
  'skipped',
  'failed',
  'unchanged',
  'warnings',
  'problems',
] as const;

/** "12 sent · 4 received"; null: nothing was counted. */
export function countsText(t: Translate, format: Format, counts: RunCounts): string | null {
  const said = SHOWN.flatMap((key) => {
    const count = counts[key] ?? 0;
    return count > 0 ? [t(`counts.${key}`, { count, n: format.number(count) })] : [];
  });
  return said.length > 0 ? dotted(said) : null;
}

/** Between its start and its end; null while it goes on, or where it never began. */
export function durationText(format: Format, { startedAt, finishedAt }: RunSummary): string | null {
  return startedAt && finishedAt ? format.duration(finishedAt.getTime() - startedAt.getTime()) : null;
}

/** "Run with the central server", "Run of the interface Demo", "Integration of Hamburg". */
export function titleText(t: Translate, about: TargetName): string {
  return t(`run.titles.${about.kind}`, { name: about.name ?? t('targets.gone') });
}

/** What a run was about: the central server, an interface or a site by its name. */
export function targetText(t: Translate, { kind, name }: TargetName): string {
  if (kind === 'central') return t('targets.central');
  return name ?? `${t(`targets.${kind}`)} (${t('targets.gone')})`;
}
