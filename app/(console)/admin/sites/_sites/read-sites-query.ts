import { type ListSitesInput, SITE_FILTERS, SITE_SORTS } from '@/lib/central/list-sites';
import { choice, one, type Query } from '../../../_list/query';

/** What the address asks of the list of sites: alike for the page and its CSV. */
export function readSitesQuery(query: Query) {
  const show = choice(query, 'show', SITE_FILTERS);
  const sort = choice(query, 'sort', SITE_SORTS);
  /** As they stand in the address. */
  const values = { q: one(query, 'q')?.trim(), show: show.value, sort: sort.value };
  const input: ListSitesInput = { search: values.q, filter: values.show, sort: values.sort };
  return { values, input, unknown: show.unknown || sort.unknown };
}
