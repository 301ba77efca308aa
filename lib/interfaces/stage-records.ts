import 'server-only';
import type { InterfaceRules } from '../db/schema/interfaces';
import { type WrittenRecord, writeContact, writeRecord } from '../openimmo/hash';
import { type Message, message } from '../openimmo/messages';
import type { OpenedDelivery, PropertyRecord, ProviderRecord, TransferHeader } from '../openimmo/types';
import { createBreather } from '../properties/breathe';
import { fitColumns } from '../properties/fit-columns';
import type { RunContext, StepProgress } from '../runs/run';
import type { OutcomeCode } from './codes';
import type { KnownHashes } from './known-hashes';
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
  /** What the stock has already: of such a record only its keys are staged, as long as it turns out to be unchanged. */
  known: KnownHashes | null;
}

/** Reads a delivery to its end into `staged_records`. Nothing else is written; throws DeliveryError. */
export async function stageRecords(
  context: RunContext,
  importId: string,
  opened: OpenedDelivery,
  options: StagingOptions,
  progress: StepProgress,
): Promise<StagedDelivery> {
  const staged: StagedDelivery = { headers: [], providers: [], messages: [], records: new Map(), total: 0 };
  const before = progress.done;
  const breathe = createBreather();
  const writer = new StagingWriter(context, importId, () => progress.report(before + staged.total, null));
  try {
    for await (const event of opened.events({ signal: context.signal })) {
      await breathe();
      if (event.type === 'transfer') staged.headers.push(event.header);
      else if (event.type === 'provider') staged.providers[event.provider.index] = event.provider;
      else if (event.type === 'message') keepMessage(staged, event.message);
      else if (event.type === 'property') {
        await writer.add(toRow(withDefaults(event.record, options.rules), event.providerIndex, options.known));
        staged.records.set(event.providerIndex, (staged.records.get(event.providerIndex) ?? 0) + 1);
        staged.total++;
      }
    }
    await writer.flush();
  } finally {
    await writer.settle();
  }
  progress.report(before + staged.total, before + staged.total);
  return staged;
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
function toRow(record: PropertyRecord, providerIndex: number, known: KnownHashes | null): StagedRow {
  const written = writeRecord(record);
  const { position: seq, action, keys, line } = record;
  const head = JSON.stringify({ seq, providerIndex, action, ...keys, line, hash: written.hash });
  return { head, record: known?.has(written.hash) ? thinText(record) : wholeText(record, written) };
}

function wholeText(record: PropertyRecord, written: WrittenRecord): string {
  const { columns, warnings, isFitted } = withinRange(record);
  const contact = record.contact && writeContact(record.contact);
  const parts = [
    `"columns":${isFitted ? JSON.stringify(columns) : written.columns}`,
    `"document":${written.document}`,
    `"attachments":${JSON.stringify(record.attachments)}`,
    `"warnings":${JSON.stringify(warnings)}`,
    `"contact":${contact?.contact ?? null}`,
    `"contactHash":${JSON.stringify(contact?.hash ?? null)}`,
  ];
  return `{${parts.join(',')}}`;
}

/** What is said of a record that changes nothing. */
function thinText(record: PropertyRecord): string {
  const { title } = record.columns;
  return JSON.stringify({
    columns: { title },
    attachments: null,
    contact: null,
    warnings: withinRange(record).warnings,
  });
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
