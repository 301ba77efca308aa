import { getTimeZone } from 'next-intl/server';
import { AUDIT_ACTIONS } from '@/lib/audit/actions';
import { readActor } from '@/lib/audit/actor';
import { type AuditFilter, SHORTEST_SEARCH } from '@/lib/audit/list';
import { isDay } from '@/lib/runs/run-filter';
import { choice, one, type Query } from '../../../_list/query';

export const AUDIT_RESULTS = ['allowed', 'refused'] as const;

/** What the address asks of the audit log: alike for the page and its CSV. */
export async function readAuditQuery(query: Query) {
  const asked = one(query, 'actor');
  const actor = asked === undefined ? null : readActor(asked);
  const action = choice(query, 'action', AUDIT_ACTIONS);
  const result = choice(query, 'result', AUDIT_RESULTS);
  const since = day(query, 'since');
  const until = day(query, 'until');
  const q = one(query, 'q')?.trim().replaceAll('\0', '').slice(0, 200);
  const search = q !== undefined && q.length >= SHORTEST_SEARCH ? q : undefined;
  const filter: AuditFilter = {
    actor: actor ?? undefined,
    action: action.value,
    allowed: result.value && result.value === 'allowed',
    since: since.value,
    until: until.value,
    timeZone: await getTimeZone(),
    search,
  };
  return {
    filter,
    /** As they stand in the address, for links and forms. */
    values: {
      actor: actor ? (actor.kind === 'user' ? actor.id : actor.kind) : undefined,
      action: action.value,
      result: result.value,
      since: since.value,
      until: until.value,
      q: search,
    },
    /** Something was asked for that there is not. */
    unknown:
      action.unknown ||
      result.unknown ||
      since.unknown ||
      until.unknown ||
      (asked !== undefined && actor === null) ||
      (!!q && search === undefined),
  };
}

export type AuditValues = Awaited<ReturnType<typeof readAuditQuery>>['values'];

function day(query: Query, name: string) {
  const asked = one(query, name);
  const value = asked !== undefined && isDay(asked) ? asked : undefined;
  return { value, unknown: asked !== undefined && value === undefined };
}
