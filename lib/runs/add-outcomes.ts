import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import type { OutcomeInput } from './run';

const PER_STATEMENT = 1_000;

/** Adds outcomes to a run: one statement per thousand, taken apart by Postgres. */
export async function addOutcomes(tx: Db | Tx, runId: string, outcomes: OutcomeInput[]): Promise<void> {
  for (let start = 0; start < outcomes.length; start += PER_STATEMENT) {
    await tx.execute(insertOutcomes(runId, outcomes.slice(start, start + PER_STATEMENT)));
  }
}

function insertOutcomes(runId: string, batch: OutcomeInput[]): SQL {
  return sql`
    insert into outcomes (run_id, import_id, table_name, record_id, label, outcome, severity, code, params, line, element,
      received, changes)
    select ${runId}, "importId", "table", "recordId", label, outcome, severity, code, params, line, element, received, changes
    from jsonb_to_recordset(${JSON.stringify(batch)}::text::jsonb) as o("importId" uuid, "table" text, "recordId" uuid,
      label text, outcome outcome_kind, severity severity, code text, params jsonb, line int, element text, received text,
      changes jsonb)`;
}
