import { dotted } from '@/app/_ui/dotted';
import type { RunCounts } from '@/lib/db/schema/runs';
import type { Format } from '@/lib/i18n/format';

/** In this order; what is nought is not said. */
const SHOWN = ['created', 'updated', 'restored', 'removed', 'skipped', 'failed', 'unchanged'] as const;

/** What an import's line of a CSV counts, each in a column of its own. */
export const CSV_COUNTS = [
  'created',
  'updated',
  'restored',
  'unchanged',
  'removed',
  'skipped',
  'failed',
  'warnings',
  'attachments',
] as const;

/** Of `interfaces`, what was done; of `plans`, what would be done. */
type Translate = (key: `counts.${(typeof SHOWN)[number]}`, values: { count: number; n: string }) => string;

/** "318 updated · 12 removed" or "318 to update · 12 to remove"; null: nothing was counted. */
export function countsText(t: Translate, format: Format, counts: RunCounts | null): string | null {
  const said = SHOWN.flatMap((key) => {
    const count = counts?.[key] ?? 0;
    return count > 0 ? [t(`counts.${key}`, { count, n: format.number(count) })] : [];
  });
  return said.length > 0 ? dotted(said) : null;
}
