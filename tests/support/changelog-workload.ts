import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '@/lib/db/client';
import { type Random, seededRandom } from './long';

/** What the log must show of a record in the end, and how many committed statements wrote to it. */
export interface RecordTruth {
  origin: number;
  /** null: deleted. */
  version: number | null;
  changes: number;
}

/** Writers with what they committed: the truth against which a reader is judged. */
export interface Workload {
  providerId: string;
  table: 'contacts' | 'contacts_plain';
  writers: Writer[];
  truth: Map<string, RecordTruth>;
}

interface Writer {
  name: string;
  origin: number;
  random: Random;
  made: number;
  /** Ids of its own records that are there. */
  live: string[];
}

export interface WorkloadInput {
  providerId: string;
  seed: number;
  writers: number;
  table?: Workload['table'];
}

/** Of every four writers one writes on behalf of another site. */
export const FOREIGN_ORIGIN = 3;
const MOST_LIVE = 2_000;

export function createWorkload({ providerId, seed, writers, table = 'contacts' }: WorkloadInput): Workload {
  return {
    providerId,
    table,
    truth: new Map(),
    writers: Array.from({ length: writers }, (_, index) => ({
      name: `${seed}/${table}/${index}`,
      origin: index % 4 === 3 ? FOREIGN_ORIGIN : 0,
      random: seededRandom(index, seed),
      made: 0,
      live: [],
    })),
  };
}

export interface SliceInput {
  /** Ends every writer after so many transactions of its own, or all of them after a time. */
  until: { transactions: number } | { ms: number };
  /** How long a transaction stays open after it has written, at most. */
  holdMs: number;
  /** One transaction in fifty stays open so long. */
  stragglerMs: number;
}

export interface SliceResult {
  transactions: number;
  rows: number;
  ms: number;
}

/** Lets all writers write at once. Whoever reads meanwhile does so on connections of its own. */
export async function runSlice(db: Db, workload: Workload, input: SliceInput): Promise<SliceResult> {
  const startedAt = performance.now();
  const goesOn = (transactions: number) =>
    'ms' in input.until ? performance.now() - startedAt < input.until.ms : transactions < input.until.transactions;
  const total = { transactions: 0, rows: 0 };
  await Promise.all(
    workload.writers.map(async (writer) => {
      for (let transactions = 0; goesOn(transactions); transactions++) {
        const rows = await writeOnce(db, workload, writer, input);
        total.rows += rows;
        total.transactions++;
      }
    }),
  );
  return { ...total, ms: performance.now() - startedAt };
}

class Rollback extends Error {}

/** One transaction: inserts, often updates, deletions, what is inserted and deleted at once; one in ten is rolled back. */
async function writeOnce(db: Db, workload: Workload, writer: Writer, input: SliceInput): Promise<number> {
  const plan = planTransaction(writer, input);
  try {
    await db.transaction(async (tx) => {
      await write(tx, workload, writer.origin, plan);
      if (plan.holdMs > 0) await tx.execute(sql`select pg_sleep(${plan.holdMs / 1000})`);
      if (plan.rollback) throw new Rollback();
    });
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
    return 0;
  }
  note(workload, writer, plan);
  return plan.inserts.length + plan.updates.length + plan.deletes.length + plan.flashes.length * 2;
}

interface Plan {
  inserts: string[];
  updates: string[];
  deletes: string[];
  /** Inserted and deleted in the same transaction. */
  flashes: string[];
  holdMs: number;
  rollback: boolean;
}

function planTransaction(writer: Writer, { holdMs, stragglerMs }: SliceInput): Plan {
  const { random } = writer;
  const oneIn = (n: number) => random.chance(1 / n);
  const make = (count: number) => Array.from({ length: count }, () => toUuid(`${writer.name}/${writer.made++}`));
  const take = (most: number) =>
    writer.live.length === 0
      ? []
      : [...new Set(Array.from({ length: random.int(1, most) }, () => random.pick(writer.live)))];
  const chosen = take(8);
  const crowded = writer.live.length > MOST_LIVE;
  const cut = oneIn(4) || crowded ? random.int(1, chosen.length) : 0;
  return {
    inserts: make(random.int(1, 6)),
    deletes: chosen.slice(0, cut),
    updates: oneIn(2) ? chosen.slice(cut) : [],
    flashes: oneIn(10) ? make(1) : [],
    holdMs: oneIn(50) ? stragglerMs : random.int(0, holdMs),
    rollback: oneIn(10),
  };
}

/** A uuid that stands for a name, as zod and Postgres take it. */
export function toUuid(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

async function write(tx: Tx, { table, providerId }: Workload, origin: number, plan: Plan): Promise<void> {
  const into = sql.identifier(table);
  const listed = (ids: string[]) =>
    sql`select v::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) v`;
  await tx.execute(sql`select set_config('app.origin_site', ${String(origin)}, true)`);
  await tx.execute(sql`
    insert into ${into} (id, origin_site_id, provider_id, number, document, content_hash)
    select v, ${origin}, ${providerId}, '1', '{}', '' from (${listed([...plan.inserts, ...plan.flashes])}) r(v)`);
  if (plan.updates.length > 0)
    await tx.execute(sql`update ${into} set number = (number::int + 1)::text where id in (${listed(plan.updates)})`);
  const gone = [...plan.deletes, ...plan.flashes];
  if (gone.length > 0) await tx.execute(sql`delete from ${into} where id in (${listed(gone)})`);
}

function note({ truth }: Workload, writer: Writer, plan: Plan): void {
  const { origin } = writer;
  for (const id of plan.inserts) truth.set(id, { origin, version: 1, changes: 1 });
  for (const id of plan.flashes) truth.set(id, { origin, version: null, changes: 2 });
  for (const id of [...plan.updates, ...plan.deletes]) {
    const known = truth.get(id);
    if (!known) throw new Error(`${id} was never written`);
    known.changes++;
    known.version = plan.deletes.includes(id) ? null : (known.version ?? 0) + 1;
  }
  const gone = new Set(plan.deletes);
  if (gone.size > 0) writer.live = writer.live.filter((id) => !gone.has(id));
  writer.live.push(...plan.inserts);
}
