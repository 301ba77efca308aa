import type { RunCounts } from '../db/schema/runs';
import type { OutcomeInput } from '../runs/run';
import type { CarriedPart } from './carry-out';
import type { ImportEnd } from './finish-import';
import type { MatchedParts } from './match-parts';

export interface JudgeInput {
  matched: MatchedParts;
  carried: readonly CarriedPart[];
  /** What the reader says of the file and its providers. */
  said: readonly OutcomeInput[];
}

const APPLIED_KINDS = ['created', 'updated', 'restored', 'unchanged', 'removed'] as const;

/** How an import ended: held if one provider's plan is held, an error only if nothing could be applied. Pure. */
export function judgeImport({ matched, carried, said }: JudgeInput): ImportEnd {
  const outcomes = [...said, ...matched.outcomes, ...carried.flatMap(describeHold)];
  const counts = sum(carried.map((part) => part.counts));
  if (matched.skipped > 0) counts.skipped = matched.skipped;
  const own = outcomes.filter(({ severity, code }) => severity !== 'note' && !isHold(carried, code)).length;
  const warnings = (counts.warnings ?? 0) + own;
  if (warnings > 0) counts.warnings = warnings;
  return { ...stateAndMessage(matched, carried, counts, warnings), counts, outcomes };
}

function stateAndMessage(
  matched: MatchedParts,
  carried: readonly CarriedPart[],
  counts: RunCounts,
  warnings: number,
): Pick<ImportEnd, 'state' | 'deliveryState' | 'message'> {
  if (carried.some((part) => part.state === 'planned'))
    return { state: 'previewed', deliveryState: null, message: null };
  const held = carried.find((part) => part.state === 'held');
  if (held) return { state: 'held', deliveryState: 'held', message: held.hold };
  if (matched.parts.length === 0) {
    const providers = matched.outcomes.map(({ label }) => label).join(', ') || '–';
    return { state: 'error', deliveryState: 'error', message: { code: 'F-nothing-accepted', params: { providers } } };
  }
  const failed = counts.failed ?? 0;
  if (failed > 0) {
    const message = { code: 'F-failed-records' as const, params: { failed, count: warnings } };
    const isNothing = APPLIED_KINDS.every((kind) => !counts[kind]);
    const state = isNothing ? 'error' : 'warnings';
    return { state, deliveryState: state, message };
  }
  if (warnings === 0) return { state: 'done', deliveryState: 'done', message: null };
  return { state: 'warnings', deliveryState: 'warnings', message: { code: 'F-warnings', params: { count: warnings } } };
}

function describeHold(part: CarriedPart): OutcomeInput[] {
  if (part.state !== 'held') return [];
  const { provider, hold } = part;
  const record = { table: 'providers', recordId: provider.id, label: provider.name };
  return [{ ...record, outcome: 'skipped', severity: 'warning', code: hold.code, params: hold.params }];
}

function isHold(carried: readonly CarriedPart[], code: string | null | undefined): boolean {
  return carried.some((part) => part.state === 'held' && part.hold.code === code);
}

function sum(all: readonly RunCounts[]): RunCounts {
  const total: RunCounts = {};
  for (const counts of all) {
    for (const [key, value] of Object.entries(counts)) total[key] = (total[key] ?? 0) + (value ?? 0);
  }
  return total;
}
