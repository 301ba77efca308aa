import 'server-only';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { applyContacts } from '../contacts/apply';
import type { Tx } from '../db/client';
import { plans } from '../db/schema/imports';
import type { RunCounts } from '../db/schema/runs';
import { addKeys, type PropertyChange, readChanges, removeProperties, writeProperties } from '../properties/apply';
import { applyAttachments, bringBackFiles } from '../properties/apply-attachments';
import { lockProvider, readStock } from '../properties/stock';
import { type FieldOrigin, writeFieldOrigins } from '../properties/write-field-origins';
import type { OutcomeInput, StepProgress } from '../runs/run';
import type { ImportJob, PlannedPart, PreparedAttachments } from './import-types';
import { createMessageOutcomes } from './message-outcomes';
import { summarise, transferTimeOf } from './plan-part';
import { batchesOf, type Removal, removalsOf, type Write, writesOf } from './plan-writes';
import { closePlans } from './plans/close';
import { readDetails, type StagedDetails } from './staged-records';
import { supersedeHeld } from './supersede';

export type AppliedPart = { state: 'applied'; counts: RunCounts } | { state: 'stock-changed' };

/**
 * Applies a provider's plan: one transaction, under the provider's lock. When the stock is no longer the one that was
 * planned against, nothing is done, and the caller plans again.
 */
export function applyPart(
  job: ImportJob,
  part: PlannedPart,
  prepared: PreparedAttachments,
  progress: StepProgress,
): Promise<AppliedPart> {
  return job.context.transaction(async (tx) => {
    await lockProvider(tx, part.provider.id);
    const stock = await readStock(tx, part.provider.id);
    if (stock.fingerprint !== part.stock.fingerprint) return { state: 'stock-changed' };
    const counts = await new PartWriter(tx, job, part, prepared, progress).write();
    await tx.insert(plans).values({
      id: uuidv7(),
      importId: job.importId,
      providerId: part.provider.id,
      hash: part.hash,
      summary: counts,
      state: 'applied',
      transferAt: transferTimeOf(part),
    });
    await closeConfirmed(tx, job, part.provider.id);
    if (part.full) await supersedeHeld(tx, job, part.provider.id);
    return { state: 'applied', counts };
  });
}

/** The plan that a person confirmed is what was applied. */
async function closeConfirmed(tx: Tx, { confirmation, context }: ImportJob, providerId: string): Promise<void> {
  const shown = confirmation?.shown.get(providerId);
  if (shown) await closePlans(tx, 'applied', { where: sql`p.id = ${shown.planId}`, userId: context.run.userId });
}

class PartWriter {
  private readonly before: number;
  private readonly counts: RunCounts;

  constructor(
    private readonly tx: Tx,
    private readonly job: ImportJob,
    private readonly part: PlannedPart,
    private readonly prepared: PreparedAttachments,
    private readonly progress: StepProgress,
  ) {
    this.before = progress.done;
    this.counts = summarise(part.plan);
  }

  async write(): Promise<RunCounts> {
    const writes = writesOf(this.part);
    const removals = removalsOf(this.part);
    const total = writes.length + removals.length;
    let done = 0;
    for (const batch of batchesOf(writes)) {
      this.job.context.signal.throwIfAborted();
      await this.writeBatch(batch);
      done += batch.length;
      this.progress.report(this.before + done, this.before + total);
    }
    for (const batch of batchesOf(removals)) {
      this.job.context.signal.throwIfAborted();
      await this.removeBatch(batch);
      done += batch.length;
      this.progress.report(this.before + done, this.before + total);
    }
    for (const keys of batchesOf(this.part.plan.keys)) await addKeys(this.tx, this.part.provider.id, keys);
    const warnings = await createMessageOutcomes(this.tx, this.job, this.part);
    if (warnings > 0) this.add('warnings', warnings);
    return this.counts;
  }

  private async writeBatch(batch: Write[]): Promise<void> {
    const { tx, job, part } = this;
    const details = new Map(
      (
        await readDetails(
          tx,
          job.importId,
          batch.map(({ seq }) => seq),
        )
      ).map((row) => [row.seq, row]),
    );
    const contacts = await this.applyContacts([...details.values()]);
    const input = {
      importId: job.importId,
      interfaceId: job.iface.id,
      providerId: part.provider.id,
      publishNew: job.iface.rules.publishNew,
      writes: batch.map(({ seq, id, state }) => ({ seq, id, state, contactId: contacts.get(seq) ?? null })),
    };
    const changes = await readChanges(tx, input);
    await writeProperties(tx, input);
    await writeFieldOrigins(
      tx,
      job.importId,
      batch.map((write) => originOf(write, changes.get(write.id))),
    );
    const said = await this.replaceAttachments(batch);
    const restored = batch.filter(({ kind }) => kind === 'restored').map(({ id }) => id);
    if (restored.length > 0) await bringBackFiles(tx, restored);
    await job.context.addOutcomes(
      tx,
      batch.flatMap((write) => this.describe(write, changes.get(write.id), said.get(write.id))),
    );
  }

  private applyContacts(details: StagedDetails[]): Promise<Map<number, string>> {
    const incoming = details.flatMap(({ seq, contact, contactHash }) =>
      contact && contactHash ? [{ seq, contact, contentHash: contactHash }] : [],
    );
    const { rules } = this.job.iface;
    return applyContacts(this.tx, { providerId: this.part.provider.id, rule: rules.contacts, incoming });
  }

  /** Answers what is to be said of each property's attachments. */
  private async replaceAttachments(batch: Write[]): Promise<Map<string, OutcomeInput[]>> {
    const sets = new Map(
      batch.flatMap(({ seq, id }) => {
        const set = this.prepared.sets.get(seq);
        return set ? [[id, set] as const] : [];
      }),
    );
    const said = new Map(batch.map(({ seq, id }) => [id, this.prepared.outcomes.get(seq) ?? []]));
    const warned = [...said.values()].reduce((sum, list) => sum + list.length, 0);
    if (warned > 0) this.add('warnings', warned);
    if (sets.size === 0) return said;
    const { kept, changed } = await applyAttachments(this.tx, sets);
    if (changed > 0) this.add('attachments', changed);
    for (const [id, names] of kept) {
      const notes = names.map((name): OutcomeInput => {
        return { outcome: 'noted', severity: 'note', code: 'A-kept', params: { name } };
      });
      said.set(id, [...(said.get(id) ?? []), ...notes]);
    }
    return said;
  }

  private describe(write: Write, change: PropertyChange | undefined, said: OutcomeInput[] = []): OutcomeInput[] {
    const record = {
      importId: this.job.importId,
      table: 'properties',
      recordId: write.id,
      label: change?.label ?? null,
    };
    const outcome: OutcomeInput = {
      ...record,
      outcome: write.kind,
      severity: 'note',
      changes: change?.changes ?? null,
    };
    return [outcome, ...said.map((one) => ({ ...one, ...record, table: 'attachments' }))];
  }

  private async removeBatch(batch: Removal[]): Promise<void> {
    const { tx, job } = this;
    const labels = new Map<string, string | null>();
    for (const state of ['withdrawn', 'trashed'] as const) {
      const ids = batch.filter((removal) => removal.state === state).map(({ id }) => id);
      if (ids.length === 0) continue;
      for (const [id, label] of await removeProperties(tx, { importId: job.importId, ids, state }))
        labels.set(id, label);
    }
    const outcomes = batch.map(({ id, seq }): OutcomeInput => {
      const code = seq === null ? 'R-absent' : null;
      const record = { importId: job.importId, table: 'properties', recordId: id, label: labels.get(id) ?? null };
      return { ...record, outcome: 'removed', severity: 'note', code };
    });
    await job.context.addOutcomes(tx, outcomes);
  }

  private add(key: string, count: number): void {
    this.counts[key] = (this.counts[key] ?? 0) + count;
  }
}

/** What comes new or comes back is the delivery's as a whole; else only what it changed. */
function originOf({ kind, id }: Write, change: PropertyChange | undefined): FieldOrigin {
  return { propertyId: id, fields: kind === 'updated' && change?.changes ? Object.keys(change.changes) : null };
}
