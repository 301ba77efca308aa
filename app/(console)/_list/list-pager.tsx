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
  /** The list was looked through only so far: another line leads on. */
  searched?: number | null;
  /** What is shown of how much. */
  range: string;
  /** Names the link back to the beginning. */
  firstLabel: string;
  nextLabel?: string;
}

/** The lower edge of a list that is paged by key: onwards, and back to the beginning. */
export async function ListPager(props: Props) {
  const { path, filters, from, shown, next, searched = null, range, firstLabel, nextLabel } = props;
  const t = await getTranslations('common');
  return (
    <Pager
      label={t('pages')}
      range={shown > 0 && range}
      newer={from > 1 ? { href: hrefOf(path, filters), label: firstLabel } : null}
      older={
        next && searched === null
          ? { href: hrefOf(path, { ...filters, after: next, from: from + shown }), label: nextLabel ?? t('older') }
          : null
      }
    />
  );
}
