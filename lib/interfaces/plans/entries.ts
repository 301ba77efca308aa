import 'server-only';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client';
import type { planEntries } from '../../db/schema/imports';
import { AppError } from '../../errors';
import { readChanges } from '../../properties/apply';
import type { ImportJob, PlannedPart } from '../import-types';
import { noticeParams } from '../message-outcomes';
import { batchesOf, removalsOf, writesOf } from '../plan-writes';
import { readLabels, readWarnings } from '../staged-records';
import { readRemovals } from './read-removals';

export type EntryKind = (typeof planEntries.$inferSelect)['kind'];
type Entry = Omit<typeof planEntries.$inferInsert, 'planId' | 'position'>;

const PER_BATCH = 500;
/** What stays as it is, and remarks, are listed up to here; the plan's summary counts them all. */
const MOST_UNCHANGED = 1_000;
const MOST_REMARKS = 10_000;

/**
 * Writes down what a plan does to each record, in batches: what fails first, then what is removed, changed and created.
 */
export async function insertEntries(tx: Tx, planId: string, job: ImportJob, part: PlannedPart): Promise<void> {
  const writer = new EntryWriter(tx, planId, job.context.signal);
  const { notices } = part.plan;
  await writer.add(await describeNotices(tx, job, part, 'failed'));
  await writer.add(await describeNotices(tx, job, part, 'skipped'));
  for await (const batch of describeRemovals(tx, job, part)) await writer.add(batch);
  for (const kind of ['updated', 'restored', 'created'] as const) {
    for await (const batch of describeWrites(tx, job, part, kind)) await writer.add(batch);
  }
  if (notices.some(({ outcome }) => outcome === 'noted')) {
    await writer.add((await describeNotices(tx, job, part, 'noted')).slice(0, MOST_REMARKS));
  }
  for await (const batch of describeRemarks(tx, job, part)) await writer.add(batch);
  await writer.add(await describeUnchanged(tx, job, part));
}

class EntryWriter {
  private position = 0;

  constructor(
    private readonly tx: Tx,
    private readonly planId: string,
    private readonly signal: AbortSignal,
  ) {}

  async add(entries: readonly Entry[]): Promise<void> {
    for (let start = 0; start < entries.length; start += PER_BATCH) {
      this.signal.throwIfAborted();
      const rows = entries.slice(start, start + PER_BATCH).map((entry) => ({ ...entry, position: this.position++ }));
      await this.tx.execute(sql`
        insert into plan_entries (plan_id, position, kind, seq, property_id, label, line, code, params, changes)
        select ${this.planId}, position, kind, seq, "propertyId", label, line, code, params, changes
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(position int, kind text, seq int,
          "propertyId" uuid, label text, line int, code text, params jsonb, changes jsonb)`);
    }
  }
}

async function describeNotices(
  tx: Tx,
  { importId }: ImportJob,
  part: PlannedPart,
  outcome: 'failed' | 'skipped' | 'noted',
): Promise<Entry[]> {
  const notices = part.plan.notices.filter((notice) => notice.outcome === outcome);
  const places = await readLabels(
    tx,
    importId,
    notices.flatMap(({ seq }) => (seq === null ? [] : [seq])),
  );
  return notices.map((notice) => {
    const place = notice.seq === null ? undefined : places.get(notice.seq);
    const label = notice.seq === null ? part.provider.name : (place?.label ?? null);
    const params = noticeParams(notice, part.provider.name);
    return { kind: outcome, seq: notice.seq, label, line: place?.line ?? null, code: notice.code, params };
  });
}

async function* describeRemovals(tx: Tx, { importId }: ImportJob, part: PlannedPart): AsyncGenerator<Entry[]> {
  for (const batch of batchesOf(removalsOf(part))) {
    const known = await readRemovals(
      tx,
      importId,
      batch.map(({ id, seq }) => ({ id, seq })),
    );
    yield batch.map(({ id, seq, state }) => {
      const { label = null, line = null } = known.get(id) ?? {};
      const changes: Entry['changes'] = { state: [part.stock.properties.get(id)?.state ?? null, state] };
      return { kind: 'removed', seq, propertyId: id, label, line, code: seq === null ? 'R-absent' : null, changes };
    });
  }
}

async function* describeWrites(
  tx: Tx,
  { importId, iface }: ImportJob,
  part: PlannedPart,
  kind: 'created' | 'updated' | 'restored',
): AsyncGenerator<Entry[]> {
  for (const batch of batchesOf(writesOf(part).filter((write) => write.kind === kind))) {
    const changes = await readChanges(tx, {
      importId,
      interfaceId: iface.id,
      providerId: part.provider.id,
      publishNew: iface.rules.publishNew,
      writes: batch.map(({ seq, id, state }) => ({ seq, id, state, contactId: null })),
    });
    const places = await readLabels(
      tx,
      importId,
      batch.map(({ seq }) => seq),
    );
    yield batch.map(({ seq, id }) => {
      const change = changes.get(id);
      // It was staged without its content, as what the stock has already.
      if (!change) throw new AppError('staging-lost', { importId }, { retryable: true });
      const propertyId = kind === 'created' ? null : id;
      return {
        kind,
        seq,
        propertyId,
        label: change.label,
        line: places.get(seq)?.line ?? null,
        changes: change.changes,
      };
    });
  }
}

/** What the reader says of single records. */
async function* describeRemarks(tx: Tx, { importId }: ImportJob, part: PlannedPart): AsyncGenerator<Entry[]> {
  let listed = 0;
  for (let after = -1; listed < MOST_REMARKS; ) {
    const rows = await readWarnings(tx, importId, part.indexes, after);
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
    const entries = rows.flatMap(({ seq, label, line, warnings }) =>
      warnings
        .filter(({ code }) => code !== 'R-no-key')
        .map(
          (said): Entry => ({
            kind: 'noted',
            seq,
            label,
            line: said.line ?? line,
            code: said.code,
            params: said.params,
          }),
        ),
    );
    listed += entries.length;
    yield entries;
  }
}

async function describeUnchanged(tx: Tx, { importId }: ImportJob, part: PlannedPart): Promise<Entry[]> {
  const unchanged = part.plan.decisions.filter((decision) => decision.kind === 'unchanged').slice(0, MOST_UNCHANGED);
  const places = await readLabels(
    tx,
    importId,
    unchanged.map(({ seq }) => seq),
  );
  return unchanged.map(({ seq, id }) => {
    const { label = null, line = null } = places.get(seq) ?? {};
    return { kind: 'unchanged', seq, propertyId: id, label, line };
  });
}
