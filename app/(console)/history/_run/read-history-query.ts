import { HISTORY_STATES, type ListHistoryInput } from '@/lib/runs/list-history';
import { TARGET_KINDS } from '@/lib/runs/name-targets';
import { choice, type Query } from '../../_list/query';
import { readRunFilter } from '../../_list/run-filter';

/** What the address asks of the history: alike for the page and its CSV. */
export async function readHistoryQuery(query: Query) {
  const kind = choice(query, 'with', TARGET_KINDS);
  const state = choice(query, 'state', HISTORY_STATES);
  const run = await readRunFilter(query);
  const input: ListHistoryInput = { kind: kind.value, state: state.value, ...run.filter };
  return {
    input,
    run,
    kind: kind.value,
    state: state.value,
    /** As they stand in the address. */
    filters: { with: kind.value, state: state.value, ...run.values },
    unknown: kind.unknown || state.unknown || run.unknown,
  };
}
