import { getTranslations } from 'next-intl/server';
import { Filters, Segments } from '@/app/_ui/filters';
import { HISTORY_STATES, type HistoryState } from '@/lib/runs/list-history';
import { TARGET_KINDS, type TargetKind } from '@/lib/runs/name-targets';
import { CsvLink } from '../../_list/csv-link';
import { hrefOf } from '../../_list/query';
import type { ReadRunFilter } from '../../_list/run-filter';
import { RunFilters } from '../../_list/run-filters';

interface Props {
  kind: TargetKind | undefined;
  state: HistoryState | undefined;
  run: ReadRunFilter;
  /** All of them, as they stand in the address. */
  filters: Record<string, string | undefined>;
  /** The central server's runs are all about its sites: there is nothing to choose. */
  role: 'site' | 'central';
}

export async function HistoryFilters({ kind, state, run, filters, role }: Props) {
  const t = await getTranslations('history');
  const kinds = ['all', ...TARGET_KINDS.filter((key) => key !== 'site')] as const;
  const states = ['all', ...HISTORY_STATES] as const;
  const chosen = (key: string) => (key === 'all' ? undefined : key);
  return (
    <Filters>
      {role === 'site' && (
        <Segments
          label={t('filterTargets')}
          segments={kinds.map((key) => ({
            href: hrefOf('/history', { ...filters, with: chosen(key) }),
            label: t(`targetFilters.${key}`),
            active: chosen(key) === kind,
          }))}
        />
      )}
      <Segments
        label={t('filterStates')}
        segments={states.map((key) => ({
          href: hrefOf('/history', { ...filters, state: chosen(key) }),
          label: t(`stateFilters.${key}`),
          active: chosen(key) === state,
        }))}
      />
      <span className="ml-auto">
        <CsvLink path="/history" filters={filters} />
      </span>
      <RunFilters read={run} keep={{ with: kind, state }} />
    </Filters>
  );
}
