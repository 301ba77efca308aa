import 'server-only';
import { applyContacts } from '../contacts/apply';
import type { Tx } from '../db/client';
import type { RunCounts } from '../db/schema/runs';
import type { AttachmentRecord } from '../openimmo/types';
import { addKeys, type PropertyChange, readChanges, removeProperties, writeProperties } from '../properties/apply';
import {
  applyAttachments,
  bringBackFiles,
  type DeliveredSets,
  insertAttachments,
  type WrittenAttachments,
  writeNewAttachments,
} from '../properties/apply-attachments';
import type { DeliveredAttachment } from '../properties/plan-attachments';
import { rememberTexts } from '../properties/remember-texts';
import { type FieldOrigin, writeFieldOrigins } from '../properties/write-field-origins';
import type { OutcomeInput, StepProgress } from '../runs/run';
import { describeKept, describeRemoval, describeWrite } from './describe-outcomes';
import type { ImportJob, PlannedPart, PreparedAttachments } from './import-types';
import { createMessageOutcomes } from './message-outcomes';
import { summarise } from './plan-part';
import { batchesOf, type Removal, removalsOf, type Write, writesOf } from './plan-writes';
import { readAttachments, readContacts } from './staged-records';

/** Writes what a provider's plan says into the caller's transaction, batch by batch: a handful of statements each. */
export class PartWriter {
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

  /** Answers how many records of each kind there were. */
  async write(): Promise<RunCounts> {
    const writes = writesOf(this.part);
    const removals = removalsOf(this.part);
    const total = writes.length + removals.length;
    let done = 0;
    const report = (more: number) => {
      done += more;
      this.progress.report(this.before + done, this.before + total);
    };
    await this.writeAll(writes, report);
    for (const batch of batchesOf(removals)) {
      this.job.context.signal.throwIfAborted();
      await this.removeBatch(batch);
      report(batch.length);
    }
    for (const keys of batchesOf(this.part.plan.keys)) await addKeys(this.tx, this.part.provider.id, keys);
    await rememberTexts(this.tx, this.job.importId, presentIn(this.part));
    const warnings = await createMessageOutcomes(this.tx, this.job, this.part);
    if (warnings > 0) this.add('warnings', warnings);
    return this.counts;
  }

  /** While Postgres writes one batch, the next one is made ready. */
  private async writeAll(writes: readonly Write[], report: (more: number) => void): Promise<void> {
    let underWay: Promise<void> = Promise.resolve();
    try {
      for (const batch of batchesOf(writes)) {
        this.job.context.signal.throwIfAborted();
        const sets = await this.readSets(batch);
        const attachments = writeNewAttachments(
          pickSets(
            sets,
            batch.filter(({ kind }) => kind === 'created'),
          ),
        );
        await underWay;
        underWay = this.writeBatch(batch, sets, attachments).then(() => report(batch.length));
        // It is thrown when it is waited for.
        underWay.catch(() => undefined);
      }
      await underWay;
    } finally {
      // Nothing is sent any more when the transaction ends.
      await Promise.allSettled([underWay]);
    }
  }

  private async writeBatch(batch: Write[], sets: DeliveredSets, attachments: WrittenAttachments): Promise<void> {
    const { tx, job, part } = this;
    const contacts = await this.applyContacts(batch);
    const planned = (writes: Write[]) => ({
      importId: job.importId,
      interfaceId: job.iface.id,
      providerId: part.provider.id,
      publishNew: job.iface.rules.publishNew,
      writes: writes.map(({ seq, id, state }) => ({ seq, id, state, contactId: contacts.get(seq) ?? null })),
    });
    const known = batch.filter(({ kind }) => kind !== 'created');
    const changes = known.length > 0 ? await readChanges(tx, planned(known)) : new Map<string, PropertyChange>();
    const labels = await writeProperties(tx, planned(batch));
    const origins = batch.map((write) => originOf(write, changes.get(write.id)));
    await writeFieldOrigins(tx, job.importId, origins);
    await insertAttachments(tx, attachments);
    if (attachments.count > 0) this.add('attachments', attachments.count);
    const said = await this.replaceAttachments(pickSets(sets, known), this.sayOfAttachments(batch));
    const restored = batch.filter(({ kind }) => kind === 'restored').map(({ id }) => id);
    if (restored.length > 0) await bringBackFiles(tx, restored);
    const outcomes = batch.flatMap((write) => {
      const record = { importId: job.importId, recordId: write.id, label: labels.get(write.id) ?? null };
      return describeWrite(record, write.kind, changes.get(write.id)?.changes ?? null, said.get(write.id) ?? []);
    });
    await job.context.addOutcomes(tx, outcomes);
  }

  private async applyContacts(batch: Write[]): Promise<Map<number, string>> {
    const { tx, job, part } = this;
    const seqs = batch.map(({ seq }) => seq);
    const incoming = await readContacts(tx, job.importId, seqs);
    return applyContacts(tx, { providerId: part.provider.id, rule: job.iface.rules.contacts, incoming });
  }

  /** What the delivery says of these properties' attachments, and where their bytes are. */
  private async readSets(batch: readonly Write[]): Promise<DeliveredSets> {
    const seqs = batch.map(({ seq }) => seq);
    const staged = await readAttachments(this.tx, this.job.importId, seqs);
    const ids = new Map(batch.map(({ seq, id }) => [seq, id]));
    return new Map(
      staged.flatMap(({ seq, attachments }): [string, DeliveredAttachment[]][] => {
        const [id, contents] = [ids.get(seq), this.prepared.contents.get(seq)];
        return id && contents ? [[id, attachments.map((one, index) => toDelivered(one, contents[index] ?? null))]] : [];
      }),
    );
  }

  /** What is to be said of each property's attachments. */
  private sayOfAttachments(batch: Write[]): Map<string, OutcomeInput[]> {
    const said = new Map(batch.map(({ seq, id }) => [id, this.prepared.outcomes.get(seq) ?? []]));
    const warned = [...said.values()].reduce((sum, list) => sum + list.length, 0);
    if (warned > 0) this.add('warnings', warned);
    return said;
  }

  /** Of the properties that may have some already; adds to what is to be said. */
  private async replaceAttachments(
    sets: DeliveredSets,
    said: Map<string, OutcomeInput[]>,
  ): Promise<Map<string, OutcomeInput[]>> {
    if (sets.size === 0) return said;
    const { importId, iface } = this.job;
    const { kept, changed } = await applyAttachments(this.tx, sets, { importId, interfaceId: iface.id });
    if (changed > 0) this.add('attachments', changed);
    for (const [id, names] of kept) said.set(id, [...(said.get(id) ?? []), ...names.map(describeKept)]);
    return said;
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
    const outcomes = batch.map(({ id, seq }) =>
      describeRemoval({ importId: job.importId, recordId: id, label: labels.get(id) ?? null }, seq),
    );
    await job.context.addOutcomes(tx, outcomes);
  }

  private add(key: string, count: number): void {
    this.counts[key] = (this.counts[key] ?? 0) + count;
  }
}

function pickSets(sets: DeliveredSets, writes: readonly Write[]): DeliveredSets {
  return new Map(
    writes.flatMap(({ id }): [string, readonly DeliveredAttachment[]][] => {
      const set = sets.get(id);
      return set ? [[id, set]] : [];
    }),
  );
}

function toDelivered({ position, group, title, name }: AttachmentRecord, sha256: string | null): DeliveredAttachment {
  return { position, group, title, name, content: sha256 === null ? null : { sha256 } };
}

/** Properties that the delivery says, as it says them. */
function presentIn({ plan }: PlannedPart): { seq: number; id: string }[] {
  return plan.decisions.filter((decision) => decision.kind !== 'removed');
}

/** What comes new or comes back is the delivery's as a whole; else only what it changed. */
function originOf({ kind, id }: Write, change: PropertyChange | undefined): FieldOrigin {
  return { propertyId: id, fields: kind === 'updated' && change?.changes ? Object.keys(change.changes) : null };
}
