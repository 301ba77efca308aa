import { createHash } from 'node:crypto';
import type { IncomingRecord, PropertyPlan, Stock } from './plan-types';

export interface HashInput {
  plan: PropertyPlan;
  stock: Stock;
  records: readonly IncomingRecord[];
  /** Ids of new properties by the record that brought them: random, so the record stands for them. */
  newIds: ReadonlyMap<number, string>;
  /** What else decides what is written: the interface's rules. */
  rules: Readonly<Record<string, string | boolean>>;
  breathe(): Promise<void>;
}

/**
 * Names what a plan writes and over what: equal hashes of the same file do the same to the same stock. Pure; what the plan
 * leaves alone does not count.
 */
export async function hashPlan({ plan, stock, records, newIds, rules, breathe }: HashInput): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(rules));
  const contents = new Map(records.map(({ seq, contentHash }) => [seq, contentHash]));
  const bringers = new Map([...newIds].map(([seq, id]) => [id, seq]));
  const say = (...values: unknown[]) => hash.update(JSON.stringify(values)).update('\n');
  for (const decision of plan.decisions) {
    await breathe();
    if (decision.kind === 'unchanged') continue;
    const known = stock.properties.get(decision.id);
    const before = known ? [decision.id, known.state, known.contentHash, known.interfaceId] : null;
    const content = decision.seq === null ? null : contents.get(decision.seq);
    say(decision.kind, decision.seq, decision.state, content, before);
  }
  for (const { id, kind, value } of plan.keys) {
    await breathe();
    say('key', stock.properties.has(id) ? id : (bringers.get(id) ?? null), kind, value);
  }
  for (const { seq, code, outcome } of plan.notices) if (outcome !== 'noted') say(outcome, seq, code);
  return hash.digest('hex');
}
