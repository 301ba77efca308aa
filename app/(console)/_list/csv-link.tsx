import { FileDown } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { hrefOf } from './query';

interface Props {
  /** The list's own address; its CSV is the same with `.csv`. */
  path: string;
  filters: Record<string, string | undefined>;
}

/** The filtered list as a file: a plain link, because a download is no page. */
export async function CsvLink({ path, filters }: Props) {
  const t = await getTranslations('common');
  return (
    <a
      href={hrefOf(`${path}.csv`, filters)}
      download
      className="inline-flex h-8.5 items-center gap-1.5 rounded-control border border-line px-2.5 text-small font-firm text-ink-2 hover:bg-line-soft hover:text-ink"
    >
      <FileDown size={16} aria-hidden />
      {t('csv')}
    </a>
  );
}
