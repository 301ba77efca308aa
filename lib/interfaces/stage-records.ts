import 'server-only';
import { sql } from 'drizzle-orm';
import type { InterfaceRules } from '../db/schema/interfaces';
import { AppError } from '../errors';
import { writeContact, writeRecord } from '../openimmo/hash';
import { type Message, message } from '../openimmo/messages';
import type { OpenedDelivery, PropertyRecord, ProviderRecord, TransferHeader } from '../openimmo/types';
import { createBreather } from '../properties/breathe';
import { fitColumns } from '../properties/fit-columns';
import type { RunContext, StepProgress } from '../runs/run';
import type { OutcomeCode } from './codes';
import type { KnownRecords } from './known-hashes';
import { type StagedRow, StagingWriter } from './staging-writer';

/** What was read of a delivery beside its records, which wait in `staged_records`. */
export interface StagedDelivery {
  headers: TransferHeader[];
  providers: ProviderRecord[];
  /** Messages about the file and its providers. */
  messages: Message[];
  /** Records per `anbieter` index. */
  records: Map<number, number>;
  total: number;
}

const MOST_MESSAGES = 1_000;

type StagedMessage = Omit<Message, 'code'> & { code: Message['code'] | OutcomeCode };

export interface StagingOptions {
  rules: Pick<InterfaceRules, 'addressReleased'>;
  interfaceId: string;
  /** What the stock has already: of such a record only its keys are staged, as long as it turns out to be unchanged. */
  known: KnownRecords | null;
}

/** Reads a delivery to its end into `staged_records`; once more where the stock changed under what was taken for unchanged. */
export async function stageRecords(
  context: RunContext,
  importId: string,
  opened: OpenedDelivery,
  options: StagingOptions,
  progress: StepProgress,
): Promise<StagedDelivery> {
  try {
    return await readInto(context, importId, opened, options, progress);
  } catch (error) {
    if (!isStagingLost(error)) throw error;
    await dropStaged(context, importId);
    return readInto(context, importId, opened, { ...options, known: null }, progress);
  }
}

export function isStagingLost(error: unknown): boolean {
  return error instanceof AppError && error.code === 'staging-lost';
}

export async function dropStaged(context: RunContext, importId: string): Promise<void> {
  await context.transaction((tx) => tx.execute(sql`delete from staged_records where import_id = ${importId}`));
}

/** Nothing else is written; throws DeliveryError. */
async function readInto(
  context: RunContext,
  importId: string,
  opened: OpenedDelivery,
  options: StagingOptions,
  progress: StepProgress,
): Promise<StagedDelivery> {
  const staged: StagedDelivery = { headers: [], providers: [], messages: [], records: new Map(), total: 0 };
  const before = progress.done;
  const breathe = createBreather();
  const place = { importId, interfaceId: options.interfaceId };
  const writer = new StagingWriter(context, place, () => progress.report(before + staged.total, null));
  const texts = {
    // A rule decides about the address where the record says nothing.
    context: JSON.stringify([options.rules.addressReleased]),
    isEmpty: options.known?.texts.isEmpty !== false,
    has: (hash: string) => options.known?.texts.has(hash) === true,
  };
  try {
    for await (const event of opened.events({ signal: context.signal, texts })) {
      await breathe();
      if (event.type === 'transfer') staged.headers.push(event.header);
      else if (event.type === 'provider') staged.providers[event.provider.index] = event.provider;
      else if (event.type === 'message') keepMessage(staged, event.message);
      else if (event.type === 'property') {
        await writer.add(toRow(withDefaults(event.record, options.rules), event, options.known));
        countRecord(staged, event);
      } else if (event.type === 'known') {
        const { providerIndex, position: seq, line, textHash } = event;
        await writer.addKnown({ seq, providerIndex, line, textHash });
        countRecord(staged, event);
      }
    }
    await writer.flush();
  } finally {
    await writer.settle();
  }
  progress.report(before + staged.total, before + staged.total);
  return staged;
}

function countRecord(staged: StagedDelivery, { providerIndex }: { providerIndex: number }): void {
  staged.records.set(providerIndex, (staged.records.get(providerIndex) ?? 0) + 1);
  staged.total++;
}

function keepMessage(staged: StagedDelivery, said: Message): void {
  if (staged.messages.length < MOST_MESSAGES) staged.messages.push(said);
}

/** Whether an address is released says the record, else the interface. */
function withDefaults(record: PropertyRecord, { addressReleased }: Pick<InterfaceRules, 'addressReleased'>) {
  if (!addressReleased || record.columns.addressReleased !== null) return record;
  return { ...record, columns: { ...record.columns, addressReleased } };
}

/** As JSON at once, so that a batch keeps texts and not objects. */
function toRow(
  record: PropertyRecord,
  { providerIndex, textHash }: { providerIndex: number; textHash?: string | null },
  known: KnownRecords | null,
): StagedRow {
  const written = writeRecord(record);
  const isKnown = known?.contents.has(written.hash) === true;
  const { columns, warnings, isFitted } = withinRange(record);
  const contact = record.contact && !isKnown ? writeContact(record.contact) : null;
  const { position: seq, action, keys, line } = record;
  const head = { seq, providerIndex, action, ...keys, line, hash: written.hash, textHash, contactHash: contact?.hash };
  const said = {
    head: JSON.stringify(head),
    contact: contact?.contact ?? '',
    warnings: warnings.length > 0 ? JSON.stringify(warnings) : '',
  };
  // Of what changes nothing only what is said of it.
  if (isKnown) return { ...said, columns: JSON.stringify({ title: columns.title }), document: '', attachments: '' };
  return {
    ...said,
    columns: isFitted ? JSON.stringify(columns) : written.columns,
    document: written.document,
    attachments: record.attachments === null ? '' : JSON.stringify(record.attachments),
  };
}

/** Numbers that no column takes are left out, and named. */
function withinRange(record: PropertyRecord) {
  const { columns, dropped } = fitColumns(record.columns);
  const warnings: StagedMessage[] = [...record.warnings];
  for (const { element, received } of dropped) {
    const like = message('R-number', { element, received }, { line: record.line });
    warnings.push({ ...like, code: 'R-value-range' });
  }
  return { columns, warnings, isFitted: dropped.length > 0 };
}
