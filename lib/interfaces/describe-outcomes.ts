import type { FieldChanges } from '../properties/describe-changes';
import type { OutcomeInput } from '../runs/run';
import type { Write } from './plan-writes';

/** The property that outcomes are about. */
type AboutProperty = Pick<OutcomeInput, 'importId' | 'recordId' | 'label'>;

/** That a property was written, with what changed, and what is to be said of its attachments. */
export function describeWrite(
  about: AboutProperty,
  kind: Write['kind'],
  changes: FieldChanges | null,
  said: readonly OutcomeInput[],
): OutcomeInput[] {
  const written: OutcomeInput = { ...about, table: 'properties', outcome: kind, severity: 'note', changes };
  return [written, ...said.map((one) => ({ ...one, ...about, table: 'attachments' }))];
}

/** An attachment whose bytes did not come: the copy stored before stays. */
export function describeKept(name: string): OutcomeInput {
  return { outcome: 'noted', severity: 'note', code: 'A-kept', params: { name } };
}

/** That a property was removed; `seq` null: because it is absent. */
export function describeRemoval(about: AboutProperty, seq: number | null): OutcomeInput {
  const code = seq === null ? 'R-absent' : null;
  return { ...about, table: 'properties', outcome: 'removed', severity: 'note', code };
}
