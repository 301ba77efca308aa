import { ROLES } from '@/lib/users/role';
import { USER_STATES } from '@/lib/users/user-state';
import { choice, one, type Query } from '../../../_list/query';

/** What the address asks of the list of users: alike for the page and its CSV. */
export function readUsersQuery(query: Query) {
  const role = choice(query, 'role', ROLES);
  const state = choice(query, 'state', USER_STATES);
  return {
    /** As they stand in the address. */
    values: { q: one(query, 'q')?.trim(), role: role.value, state: state.value },
    unknown: role.unknown || state.unknown,
  };
}
