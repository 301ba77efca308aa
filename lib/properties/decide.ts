import type { Decision, IncomingRecord, Notice, PlanInput, PropertyState, StockProperty } from './plan-types';

/** What a delivered record does to its property: a new one, or one of the stock. */
export function decide(
  { existing, id }: { id: string; existing: StockProperty | null },
  record: IncomingRecord,
  input: PlanInput,
  decisions: Decision[],
  notices: Notice[],
): void {
  const { seq } = record;
  if (record.action === 'delete') {
    if (existing && existing.state !== 'trashed') decisions.push({ kind: 'removed', seq, id, state: 'trashed' });
    else if (existing) decisions.push({ kind: 'unchanged', seq, id });
    else notices.push({ seq, code: 'R-delete-unknown', outcome: 'noted', severity: 'note', params: {} });
    return;
  }
  const state = record.action === 'reference' ? 'reference' : 'active';
  if (!existing) {
    decisions.push({ kind: 'created', seq, id, state, moved: false });
    return;
  }
  const moved = existing.interfaceId !== input.interfaceId;
  if (moved && existing.interfaceId !== null) {
    notices.push({ seq, code: 'R-moved', outcome: 'noted', severity: 'warning', params: {} });
  }
  if (isGone(existing.state)) decisions.push({ kind: 'restored', seq, id, state, moved });
  else if (!moved && existing.state === state && existing.contentHash === record.contentHash) {
    decisions.push({ kind: 'unchanged', seq, id });
  } else decisions.push({ kind: 'updated', seq, id, state, moved });
}

function isGone(state: PropertyState): boolean {
  return state === 'withdrawn' || state === 'trashed';
}

/** Active properties of this interface that a full transfer does not list; a record without any key could be each of them. */
export function findAbsent(
  stock: StockProperty[],
  present: ReadonlySet<string>,
  keyless: number,
  { fullTransfer }: PlanInput,
  notices: Notice[],
): Decision[] {
  if (fullTransfer === 'ignore') return [];
  const absent = stock.filter((property) => !present.has(property.id));
  if (absent.length > 0 && keyless > 0) {
    const params = { records: keyless, kept: absent.length };
    notices.push({ seq: null, code: 'P-removals-blocked', outcome: 'noted', severity: 'warning', params });
    return [];
  }
  const state = fullTransfer === 'delete' ? 'trashed' : 'withdrawn';
  return absent.map(({ id }) => ({ kind: 'removed', seq: null, id, state }));
}
