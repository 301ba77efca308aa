import { choice, one, type Query } from '@/app/(console)/_list/query';
import { readRunFilter } from '@/app/(console)/_list/run-filter';
import type { ListImportsInput } from '@/lib/interfaces/history';

export const RESULTS = ['done', 'warnings', 'unchanged', 'held', 'previewed', 'error', 'cancelled'] as const;

/** What the address asks of an interface's history: alike for the page and its CSV. */
export async function readImportsQuery(query: Query) {
  const result = choice(query, 'result', RESULTS);
  const search = one(query, 'q');
  const run = await readRunFilter(query);
  const input: ListImportsInput = { search, state: result.value, ...run.filter };
  return {
    input,
    run,
    search,
    result: result.value,
    /** As they stand in the address. */
    filters: { q: search, result: result.value, ...run.values },
    unknown: result.unknown || run.unknown,
  };
}
