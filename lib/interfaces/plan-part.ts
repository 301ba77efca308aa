import 'server-only';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db, Tx } from '../db/client';
import { createBreather } from '../properties/breathe';
import { checkGuard, type Hold } from '../properties/guard';
import { hashPlan } from '../properties/hash-plan';
import { planProperties } from '../properties/plan';
import type { PropertyPlan } from '../properties/plan-types';
import { readStock } from '../properties/stock';
import type { ImportJob, PlannedPart, ProviderPart } from './import-types';
import { readIncoming } from './staged-records';

/** Ids of new properties by record: planned again, a record keeps its id. */
export type NewIds = Map<number, string>;

/** Plans a provider's part against the stock as it is now. */
export async function planPart(
  db: Db | Tx,
  { iface, importId }: ImportJob,
  part: ProviderPart,
  newIds: NewIds,
): Promise<PlannedPart> {
  const stock = await readStock(db, part.provider.id);
  const breathe = createBreather();
  const { contacts, publishNew, skipWithoutText } = iface.rules;
  const records = await readIncoming(db, importId, part.indexes, { skipWithoutText });
  const plan = await planProperties({
    records,
    stock,
    interfaceId: iface.id,
    recordKey: iface.rules.recordKey,
    full: part.full,
    fullTransfer: iface.rules.fullTransfer,
    newId: (seq) => {
      const id = newIds.get(seq) ?? uuidv7();
      newIds.set(seq, id);
      return id;
    },
    breathe,
  });
  const hash = await hashPlan({ plan, stock, records, newIds, rules: { contacts, publishNew }, breathe });
  return { ...part, plan, stock, hash };
}

/** Why the plan must wait for a person; null: it may be applied. */
export async function holdPart(db: Db | Tx, job: ImportJob, part: PlannedPart): Promise<Hold | null> {
  const { guardMinimum: minimum, guardPercent: percent } = job.iface.rules;
  const last = await readLastApplied(db, job, part.provider.id);
  const [timestamp] = part.headers.flatMap(({ scope, timestamp }) =>
    scope === 'full' && timestamp ? [timestamp] : [],
  );
  // Transfers are compared by their own timestamps where both have one, else by the files' times.
  const byTimestamp = timestamp !== undefined && last.transferAt !== null;
  const hold = checkGuard({
    plan: part.plan,
    full: part.full,
    records: part.records,
    minimum,
    percent,
    madeAt: byTimestamp ? new Date(timestamp) : job.modifiedAt,
    lastAppliedAt: byTimestamp ? last.transferAt : last.modifiedAt,
  });
  return hold && { ...hold, params: { name: part.provider.name, ...hold.params } };
}

async function readLastApplied(db: Db | Tx, { importId, iface }: ImportJob, providerId: string) {
  const [row] = await db.execute<{ transfer: string | null; modified: string | null }>(sql`
    select max(coalesce(p.transfer_at, i.transfer_at)) as transfer, max(i.modified_at) as modified
    from plans p join imports i on i.id = p.import_id
    where p.provider_id = ${providerId} and p.interface_id = ${iface.id} and p.state = 'applied' and i.id <> ${importId}`);
  return { transferAt: toDate(row?.transfer), modifiedAt: toDate(row?.modified) };
}

function toDate(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}

/** The newest timestamp of what the delivery says of this provider; null: it has none. */
export function transferTimeOf({ headers }: ProviderPart): Date | null {
  const times = headers.flatMap(({ timestamp }) => (timestamp ? [Date.parse(timestamp)] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** How many records of each kind a plan has. */
export function summarise({ decisions, failed, skipped }: PropertyPlan): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of decisions) counts[kind] = (counts[kind] ?? 0) + 1;
  if (failed > 0) counts.failed = failed;
  if (skipped > 0) counts.skipped = skipped;
  return counts;
}
