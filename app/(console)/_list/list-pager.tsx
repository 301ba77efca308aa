import { getTranslations } from 'next-intl/server';
import { Pager } from '@/app/_ui/pager';
import { hrefOf } from './query';

interface Props {
  path: string;
  /** The list's filters, kept on the way. */
  filters: Record<string, string | undefined>;
  /** Place of the first row shown. */
  from: number;
  shown: number;
  next: string | null;
  /** What is shown of how much. */
  range: string;
  /** Names the link back to the beginning. */
  firstLabel: string;
  nextLabel?: string;
}

/** The lower edge of a list that is paged by key: onwards, and back to the beginning. */
export async function ListPager({ path, filters, from, shown, next, range, firstLabel, nextLabel }: Props) {
  const t = await getTranslations('common');
  return (
    <Pager
      label={t('pages')}
      range={range}
      newer={from > 1 ? { href: hrefOf(path, filters), label: firstLabel } : null}
      older={
        next
          ? { href: hrefOf(path, { ...filters, after: next, from: from + shown }), label: nextLabel ?? t('older') }
          : null
      }
    />
  );
}
