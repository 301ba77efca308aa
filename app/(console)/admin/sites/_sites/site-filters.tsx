import { getTranslations } from 'next-intl/server';
import { Filters, SearchField, Segments, SortLabel } from '@/app/_ui/filters';
import type { SiteCounts } from '@/lib/central/count-sites';
import { SITE_FILTERS, SITE_SORTS, type SiteFilter } from '@/lib/central/list-sites';
import { getFormat } from '@/lib/i18n/get-format';
import { CsvLink } from '../../../_list/csv-link';
import { hrefOf } from '../../../_list/query';
import { cappedText } from './capped-text';
import type { readSitesQuery } from './read-sites-query';

interface Props {
  path: string;
  values: ReturnType<typeof readSitesQuery>['values'];
  counts: SiteCounts;
}

/** Search, the kinds of sites with their number, and the order; each keeps the others and leads to the first page. */
export async function SiteFilters({ path, values, counts }: Props) {
  const [t, format] = await Promise.all([getTranslations('admin.sites'), getFormat()]);
  const numbers: Record<SiteFilter | 'all', string> = {
    all: format.number(counts.sites),
    problems: cappedText(t, format, counts.withProblems),
    silent: format.number(counts.silent),
    never: format.number(counts.never),
    disabled: format.number(counts.disabled),
  };
  return (
    <Filters>
      <SearchField label={t('search')} value={values.q ?? ''} keep={{ show: values.show, sort: values.sort }} />
      <Segments
        label={t('show')}
        segments={(['all', ...SITE_FILTERS] as const).map((kind) => ({
          href: hrefOf(path, { ...values, show: kind === 'all' ? undefined : kind }),
          label: t(`filters.${kind}`),
          count: numbers[kind],
          active: kind === (values.show ?? 'all'),
        }))}
      />
      <div className="flex flex-wrap items-center gap-1.5">
        <SortLabel text={t('sort')} />
        <Segments
          label={t('sort')}
          segments={SITE_SORTS.map((sort) => ({
            href: hrefOf(path, { ...values, sort: sort === 'problems' ? undefined : sort }),
            label: t(`sorts.${sort}`),
            active: sort === (values.sort ?? 'problems'),
          }))}
        />
      </div>
      <span className="ml-auto">
        <CsvLink path="/admin/sites" filters={values} />
      </span>
    </Filters>
  );
}
