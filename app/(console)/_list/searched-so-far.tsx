import { ChevronRight } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import Link from '@/app/_ui/link';
import { getFormat } from '@/lib/i18n/get-format';
import { hrefOf } from './query';

interface Props {
  page: { rows: readonly unknown[]; next: string | null; searched: number | null };
  path: string;
  filters: Record<string, string | undefined>;
  /** Place of the first row shown. */
  from: number;
}

/** Says that a long list was looked through only so far, and leads on: below the rows, or in place of them. */
export async function SearchedSoFar({ page: { rows, next, searched }, path, filters, from }: Props) {
  if (searched === null || next === null) return null;
  const [t, format] = await Promise.all([getTranslations('common.searched'), getFormat()]);
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line-soft px-4.5 py-3 text-small text-ink-2"
    >
      <span className="mr-auto">{t('soFar', { count: searched, n: format.number(searched) })}</span>
      <Link
        href={hrefOf(path, { ...filters, after: next, from: from + rows.length })}
        rel="next"
        className="text-link inline-flex items-center gap-1"
      >
        {t('further')}
        <ChevronRight size={14} aria-hidden />
      </Link>
    </p>
  );
}
