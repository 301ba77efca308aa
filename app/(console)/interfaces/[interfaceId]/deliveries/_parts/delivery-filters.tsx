import { Search } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/app/_ui/button';
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

const FIELD = 'h-8.5 rounded-control border border-line-strong bg-panel text-ink placeholder:text-ink-3';

/** Search and one state in a form, so that one does not undo the other; what matters most as links. Works without script. */
export async function DeliveryFilters({ path, search, filter, counts }: Props) {
  const [t, common, format] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('common'),
    getFormat(),
  ]);
  return (
    <Filters>
      <search className="min-w-60 flex-1">
        <form method="get" className="flex flex-wrap gap-2 max-wide:grid max-wide:grid-cols-2">
          <label className="relative block min-w-40 flex-1 text-ink-3 max-wide:col-span-2">
            <span className="sr-only">{t('search')}</span>
            <Search size={16} aria-hidden className="absolute top-2.25 left-2.75" />
            <input
              type="search"
              name="q"
              defaultValue={search}
              placeholder={t('search')}
              className={`w-full pr-2.75 pl-9 ${FIELD}`}
            />
          </label>
          <select
            name="state"
            aria-label={t('stateFilter')}
            defaultValue={filter ?? ''}
            className={`min-w-0 truncate px-2 wide:max-w-56 ${FIELD}`}
          >
            <option value="">{t('anyState')}</option>
            {(['waiting', 'problems'] as const).map((state) => (
              <option key={state} value={state}>
                {t(`filters.${state}`)} ({countText(format, counts[state])})
              </option>
            ))}
            {DELIVERY_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`states.${state}`)} ({countText(format, counts.byState[state] ?? 0)})
              </option>
            ))}
          </select>
          <Button type="submit" className="h-8.5!">
            {common('runFilters.apply')}
          </Button>
        </form>
      </search>
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
