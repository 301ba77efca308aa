import { choice, one, type Query } from '@/app/(console)/_list/query';
import { DELIVERY_FILTERS, type ListDeliveriesInput } from '@/lib/interfaces/list-deliveries';

/** What the address asks of an interface's deliveries: alike for the page and its CSV. */
export function readDeliveriesQuery(query: Query) {
  const state = choice(query, 'state', DELIVERY_FILTERS);
  const input: ListDeliveriesInput = { search: one(query, 'q'), state: state.value };
  return { input, unknown: state.unknown };
}
