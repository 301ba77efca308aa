import { decide, findAbsent } from './decide';
import type {
  AddedKey,
  Decision,
  IncomingRecord,
  KeyKind,
  Notice,
  PlanInput,
  PropertyPlan,
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
  /** Of all its records. */
  keys: DeliveredKey[];
}

interface DeliveredKey {
  kind: KeyKind;
  value: string;
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
  const count = (outcome: Notice['outcome']) => notices.filter((notice) => notice.outcome === outcome).length;
  const [failed, skipped] = [count('failed'), count('skipped')];
  return { decisions, keys, notices, failed, skipped, stock: stock.length, absent: absent.length };
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
    const delivered = listKeys(record, recordKey);
    const keys = delivered.map(textOf);
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
    if (record.leftOut) {
      notices.push(leaveOut(record));
      continue;
    }
    const [hit] = hits;
    const target = hit ?? newTarget(newId(record.seq), null);
    byId.set(target.id, target);
    for (const key of keys) byKey.set(key, target);
    const isNew = ({ kind, value }: DeliveredKey) =>
      !target.keys.some((known) => known.kind === kind && known.value === value);
    target.keys.push(...delivered.filter(isNew));
    if (target.record && isDifferent(target.record, record)) notices.push(warnDuplicate(target.record, record));
    target.record = record;
    target.primary ??= record.keys[recordKey];
    present.add(target.id);
  }
  return { targets: [...byId.values()], present, notices, keyless };
}

function newTarget(id: string, existing: StockProperty | null): Target {
  return { id, existing, record: null, primary: null, keys: [] };
}

/** Every key given, the interface's record key first. */
function listKeys(record: IncomingRecord, recordKey: KeyKind): DeliveredKey[] {
  const keys: DeliveredKey[] = [];
  for (const kind of KEY_ORDER[recordKey]) {
    const value = record.keys[kind];
    if (value !== null) keys.push({ kind, value });
  }
  return keys;
}

const textOf = ({ kind, value }: DeliveredKey): string => `${kind}:${value}`;

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

function leaveOut({ seq }: IncomingRecord): Notice {
  return { seq, code: 'R-no-text', outcome: 'skipped', severity: 'warning', params: {} };
}

function isDifferent(first: IncomingRecord, second: IncomingRecord): boolean {
  return first.contentHash !== second.contentHash && first.action !== 'delete' && second.action !== 'delete';
}

function warnDuplicate(first: IncomingRecord, last: IncomingRecord): Notice {
  const params = { first: first.line ?? 0, last: last.line ?? 0 };
  return { seq: last.seq, code: 'R-duplicate', outcome: 'noted', severity: 'warning', params };
}

/** All keys are remembered, also those of a record that a later one of the same delivery replaced. */
function findNewKeys({ id, existing, record, keys }: Target, { stock }: PlanInput): AddedKey[] {
  if (existing === null && (record === null || record.action === 'delete')) return [];
  return keys.filter((key) => !stock.keys.has(textOf(key))).map(({ kind, value }) => ({ id, kind, value }));
}
