import type {
  AddedKey,
  Decision,
  IncomingRecord,
  KeyKind,
  Notice,
  PlanInput,
  PropertyPlan,
  PropertyState,
  StockProperty,
} from './plan-types';

/** A key longer than this fits no index. */
const LONGEST_KEY = 500;

/** The record key first, the others are its fallbacks. */
const KEY_ORDER: Record<KeyKind, readonly KeyKind[]> = {
  obid: ['obid', 'external', 'internal'],
  external: ['external', 'obid', 'internal'],
  internal: ['internal', 'obid', 'external'],
};

/** The property that records of a delivery speak of: one of the stock, or a new one. */
interface Target {
  id: string;
  existing: StockProperty | null;
  /** Its record: the last one of the document wins. */
  record: IncomingRecord | null;
  /** The record key that the delivery gives it. */
  primary: string | null;
  /** `kind:value` of all its records. */
  keys: Set<string>;
}

/** Decides what a provider's part of a delivery does to the stock. Pure: the same input gives the same plan. */
export async function planProperties(input: PlanInput): Promise<PropertyPlan> {
  const { targets, present, notices, keyless } = await assignRecords(input);
  const decisions: Decision[] = [];
  const keys: AddedKey[] = [];
  for (const target of targets) {
    await input.breathe();
    if (target.record) decide(target, target.record, input, decisions, notices);
    keys.push(...findNewKeys(target, input));
  }
  const stock = [...input.stock.properties.values()].filter(
    (property) => property.state === 'active' && property.interfaceId === input.interfaceId,
  );
  const absent = input.full ? findAbsent(stock, present, keyless, input, notices) : [];
  decisions.push(...absent);
  const failed = notices.filter((notice) => notice.outcome === 'failed').length;
  return { decisions, keys, notices, failed, stock: stock.length, absent: absent.length };
}

/** Finds the property of every record by its keys; what cannot be assigned fails, and what it names counts as present. */
async function assignRecords({ records, stock, recordKey, newId, breathe }: PlanInput) {
  const byKey = new Map<string, Target>();
  const byId = new Map<string, Target>();
  const present = new Set<string>();
  const notices: Notice[] = [];
  let keyless = 0;

  const find = (key: string): Target | undefined => {
    const known = byKey.get(key);
    if (known) return known;
    const id = stock.keys.get(key);
    const existing = id === undefined ? undefined : stock.properties.get(id);
    if (!existing) return undefined;
    const target = byId.get(existing.id) ?? newTarget(existing.id, existing);
    byId.set(existing.id, target);
    byKey.set(key, target);
    return target;
  };

  for (const record of records) {
    await breathe();
    const keys = listKeys(record, recordKey);
    if (keys.length === 0) {
      keyless++;
      notices.push(fail(record, 'R-no-key', { line: record.line ?? 0 }));
      continue;
    }
    const hits = new Set(keys.map(find).filter((target) => target !== undefined));
    for (const hit of hits) present.add(hit.id);
    const problem = findProblem(record, keys, hits, recordKey);
    if (problem) {
      notices.push(problem);
      continue;
    }
    const [hit] = hits;
    const target = hit ?? newTarget(newId(record.seq), null);
    byId.set(target.id, target);
    for (const key of keys) {
      byKey.set(key, target);
      target.keys.add(key);
    }
    if (target.record && isDifferent(target.record, record)) notices.push(warnDuplicate(target.record, record));
    target.record = record;
    target.primary ??= record.keys[recordKey];
    present.add(target.id);
  }
  return { targets: [...byId.values()], present, notices, keyless };
}

function newTarget(id: string, existing: StockProperty | null): Target {
  return { id, existing, record: null, primary: null, keys: new Set() };
}

/** `kind:value` of every key given, the interface's record key first. */
function listKeys(record: IncomingRecord, recordKey: KeyKind): string[] {
  const keys: string[] = [];
  for (const kind of KEY_ORDER[recordKey]) {
    if (record.keys[kind] !== null) keys.push(`${kind}:${record.keys[kind]}`);
  }
  return keys;
}

function findProblem(
  record: IncomingRecord,
  keys: string[],
  hits: ReadonlySet<Target>,
  recordKey: KeyKind,
): Notice | null {
  const long = keys.find((key) => key.length > LONGEST_KEY);
  if (long) return fail(record, 'R-key-too-long', { key: `${long.slice(0, 80)}…`, limit: LONGEST_KEY });
  if (hits.size > 1) return fail(record, 'R-key-conflict', { keys: describeKeys(keys), count: hits.size });
  const [hit] = hits;
  const primary = record.keys[recordKey];
  // Two records of one delivery with record keys of their own are two properties, whatever else they share.
  if (hit?.record && hit.primary !== null && primary !== null && hit.primary !== primary) {
    return fail(record, 'R-key-conflict', { keys: describeKeys(keys), count: 2 });
  }
  return null;
}

function describeKeys(keys: string[]): string {
  return keys.map((key) => key.slice(key.indexOf(':') + 1)).join(', ');
}

function fail(record: IncomingRecord, code: Notice['code'], params: Notice['params']): Notice {
  return { seq: record.seq, code, outcome: 'failed', severity: 'error', params };
}

function isDifferent(first: IncomingRecord, second: IncomingRecord): boolean {
  return first.contentHash !== second.contentHash && first.action !== 'delete' && second.action !== 'delete';
}

function warnDuplicate(first: IncomingRecord, last: IncomingRecord): Notice {
  const params = { first: first.line ?? 0, last: last.line ?? 0 };
  return { seq: last.seq, code: 'R-duplicate', outcome: 'noted', severity: 'warning', params };
}

function decide(
  target: Target,
  record: IncomingRecord,
  input: PlanInput,
  decisions: Decision[],
  notices: Notice[],
): void {
  const { existing, id } = target;
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

/** All keys are remembered, also those of a record that a later one of the same delivery replaced. */
function findNewKeys({ id, existing, record, keys }: Target, { stock }: PlanInput): AddedKey[] {
  if (existing === null && (record === null || record.action === 'delete')) return [];
  return [...keys]
    .filter((key) => !stock.keys.has(key))
    .map((key) => ({ id, kind: key.slice(0, key.indexOf(':')) as KeyKind, value: key.slice(key.indexOf(':') + 1) }));
}

function isGone(state: PropertyState): boolean {
  return state === 'withdrawn' || state === 'trashed';
}

/** Active properties of this interface that a full transfer does not list; a record without any key could be each of them. */
function findAbsent(
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
