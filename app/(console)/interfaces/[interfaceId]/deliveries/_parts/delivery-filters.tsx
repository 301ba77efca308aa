import { getTranslations } from 'next-intl/server';
import { FilterChoice, FilterForm, SearchInput } from '@/app/_ui/filter-form';
import { Filters, Segments } from '@/app/_ui/filters';
import { CsvLink } from '@/app/(console)/_list/csv-link';
import { hrefOf } from '@/app/(console)/_list/query';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import { type DeliveryCounts, MOST_DELIVERIES_COUNTED } from '@/lib/interfaces/delivery-counts';
import { DELIVERY_STATES, type DeliveryFilter } from '@/lib/interfaces/list-deliveries';

interface Props {
  path: string;
  search: string | undefined;
  filter: DeliveryFilter | undefined;
  counts: DeliveryCounts;
}

/** Search and one state in a form, so that one does not undo the other; what matters most as links. Works without script. */
export async function DeliveryFilters({ path, search, filter, counts }: Props) {
  const [t, common, format] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('common'),
    getFormat(),
  ]);
  const option = (value: string, label: string, count: number) => ({
    value,
    label: `${label} (${countText(format, count)})`,
  });
  return (
    <Filters>
      <FilterForm apply={common('runFilters.apply')} className="min-w-60 flex-1">
        <SearchInput label={t('search')} value={search} className="min-w-40 flex-1 max-wide:col-span-2" />
        <FilterChoice
          name="state"
          label={t('stateFilter')}
          none={t('anyState')}
          value={filter}
          options={[
            ...(['waiting', 'problems'] as const).map((state) => option(state, t(`filters.${state}`), counts[state])),
            ...DELIVERY_STATES.map((state) => option(state, t(`states.${state}`), counts.byState[state] ?? 0)),
          ]}
        />
      </FilterForm>
      <Segments
        label={t('filter')}
        segments={([undefined, 'waiting', 'problems'] as const).map((state) => ({
          href: hrefOf(path, { q: search, state }),
          label: t(`filters.${state ?? 'all'}`),
          count: countText(format, counts[state ?? 'all']),
          active: state === filter,
        }))}
      />
      <span className="ml-auto">
        <CsvLink path={path} filters={{ q: search, state: filter }} />
      </span>
    </Filters>
  );
}

/** "12", or "1,000+" where no more were counted. */
export const countText = (format: Format, count: number): string =>
  count > MOST_DELIVERIES_COUNTED ? `${format.number(MOST_DELIVERIES_COUNTED)}+` : format.number(count);
