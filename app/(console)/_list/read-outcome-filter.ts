import type { OutcomeFilter } from '@/lib/interfaces/list-outcomes';
import { OUTCOME_KINDS, SEVERITIES } from '@/lib/runs/run';
import { choice, one, type Query } from './query';

/** What the address asks of a list of outcomes: alike for runs and imports, for the page and its CSV. */
export function readOutcomeFilter(query: Query) {
  const only = choice(query, 'only', ['problems'] as const);
  const outcome = choice(query, 'outcome', OUTCOME_KINDS);
  const severity = choice(query, 'severity', SEVERITIES);
  const asked = one(query, 'code');
  const code = asked !== undefined && isCode(asked) ? asked : undefined;
  const filter: OutcomeFilter = {
    problems: only.value === 'problems',
    outcome: outcome.value,
    severity: severity.value,
    code,
  };
  return {
    filter,
    /** As they stand in the address. */
    values: { only: only.value, outcome: outcome.value, severity: severity.value, code },
    unknown: only.unknown || outcome.unknown || severity.unknown || (asked !== undefined && code === undefined),
  };
}

const isCode = (text: string) => /^[A-Z]-[a-z-]{1,40}$/.test(text);
