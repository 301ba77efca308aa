import { getTimeZone } from 'next-intl/server';
import { db } from '@/lib/db/client';
import { listRunStarters, type RunStarter } from '@/lib/runs/list-starters';
import { isDay, RUN_TRIGGERS, type RunFilter } from '@/lib/runs/run-filter';
import { choice, one, type Query } from './query';

export interface ReadRunFilter {
  filter: RunFilter;
  /** As they stand in the address, for links and forms. */
  values: {
    trigger: RunFilter['trigger'];
    person: string | undefined;
    since: string | undefined;
    until: string | undefined;
  };
  people: RunStarter[];
  /** Something was asked for that there is not. */
  unknown: boolean;
}

/** Trigger, person and period out of an address: alike for runs and imports, for the page and its CSV. */
export async function readRunFilter(query: Query): Promise<ReadRunFilter> {
  const [people, timeZone] = await Promise.all([listRunStarters(db()), getTimeZone()]);
  const trigger = choice(query, 'trigger', RUN_TRIGGERS);
  const person = choice(
    query,
    'person',
    people.map(({ id }) => id),
  );
  const since = day(query, 'since');
  const until = day(query, 'until');
  return {
    filter: { trigger: trigger.value, userId: person.value, since: since.value, until: until.value, timeZone },
    values: { trigger: trigger.value, person: person.value, since: since.value, until: until.value },
    people,
    unknown: [trigger, person, since, until].some((read) => read.unknown),
  };
}

function day(query: Query, name: string) {
  const asked = one(query, name);
  const value = asked !== undefined && isDay(asked) ? asked : undefined;
  return { value, unknown: asked !== undefined && value === undefined };
}
