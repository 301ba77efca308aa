import 'server-only';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { canonical, hashRecord } from '../openimmo/hash';
import { type Message, message } from '../openimmo/messages';
import type { OpenedDelivery, PropertyRecord, ProviderRecord, TransferHeader } from '../openimmo/types';
import { createBreather } from '../properties/breathe';
import { fitColumns } from '../properties/fit-columns';
import type { RunContext, StepProgress } from '../runs/run';
import type { OutcomeCode } from './codes';

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

const PER_STATEMENT = 500;
const CHARACTERS_PER_STATEMENT = 1_000_000;
const MOST_MESSAGES = 1_000;

type StagedMessage = Omit<Message, 'code'> & { code: Message['code'] | OutcomeCode };

/** Reads a delivery to its end into `staged_records`. Nothing else is written; throws DeliveryError. */
export async function stageRecords(
  context: RunContext,
  importId: string,
  opened: OpenedDelivery,
  progress: StepProgress,
): Promise<StagedDelivery> {
  const staged: StagedDelivery = { headers: [], providers: [], messages: [], records: new Map(), total: 0 };
  const before = progress.done;
  const breathe = createBreather();
  let batch: string[] = [];
  let batchLength = 0;
  for await (const event of opened.events({ signal: context.signal })) {
    await breathe();
    if (event.type === 'transfer') staged.headers.push(event.header);
    else if (event.type === 'provider') staged.providers[event.provider.index] = event.provider;
    else if (event.type === 'message') keepMessage(staged, event.message);
    else if (event.type === 'property') {
      const row = toRow(event.record, event.providerIndex);
      batch.push(row);
      batchLength += row.length;
      staged.records.set(event.providerIndex, (staged.records.get(event.providerIndex) ?? 0) + 1);
      staged.total++;
      if (batch.length === PER_STATEMENT || batchLength > CHARACTERS_PER_STATEMENT) {
        await insertRows(context, importId, batch);
        batch = [];
        batchLength = 0;
        progress.report(before + staged.total, null);
      }
    }
  }
  if (batch.length > 0) await insertRows(context, importId, batch);
  progress.report(before + staged.total, before + staged.total);
  return staged;
}

function keepMessage(staged: StagedDelivery, said: Message): void {
  if (staged.messages.length < MOST_MESSAGES) staged.messages.push(said);
}

/** As JSON at once, so that a batch keeps texts and not objects. */
function toRow(record: PropertyRecord, providerIndex: number): string {
  const { columns, dropped } = fitColumns(record.columns);
  const warnings: StagedMessage[] = [...record.warnings];
  for (const { element, received } of dropped) {
    const like = message('R-number', { element, received }, { line: record.line });
    warnings.push({ ...like, code: 'R-value-range' });
  }
  const { contact, document, attachments } = record;
  return JSON.stringify({
    seq: record.position,
    providerIndex,
    action: record.action,
    ...record.keys,
    line: record.line,
    hash: hashRecord(record),
    record: {
      columns,
      document,
      attachments,
      warnings,
      contact,
      contactHash: contact && hashOf(canonical({ ...contact })),
    },
  });
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function insertRows(context: RunContext, importId: string, rows: string[]): Promise<void> {
  await context.transaction((tx) =>
    tx.execute(sql`
      insert into staged_records (import_id, seq, provider_index, action, obid, external_number, internal_number, line,
        content_hash, record)
      select ${importId}, seq, "providerIndex", action, obid, external, internal, line, hash, record
      from jsonb_to_recordset(${`[${rows.join(',')}]`}::text::jsonb) as r(seq int, "providerIndex" int, action text, obid text,
        external text, internal text, line int, hash text, record jsonb)`),
  );
}
