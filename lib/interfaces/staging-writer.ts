import 'server-only';
import { sql } from 'drizzle-orm';
import type { RunContext } from '../runs/run';

/** One record as two JSON texts: what planning needs, and the record itself. */
export interface StagedRow {
  head: string;
  record: string;
}

const PER_STATEMENT = 500;
const CHARACTERS_PER_STATEMENT = 1_000_000;

/** Writes records in batches; while one is on its way, the next one is read. */
export class StagingWriter {
  private batch: StagedRow[] = [];
  private length = 0;
  private underWay: Promise<void> | null = null;

  constructor(
    private readonly context: RunContext,
    private readonly importId: string,
    /** A batch was sent. */
    private readonly sent: () => void,
  ) {}

  async add(row: StagedRow): Promise<void> {
    this.batch.push(row);
    this.length += row.head.length + row.record.length;
    if (this.batch.length < PER_STATEMENT && this.length < CHARACTERS_PER_STATEMENT) return;
    await this.underWay;
    this.underWay = this.insert(this.batch);
    // It is thrown when it is waited for.
    this.underWay.catch(() => undefined);
    this.batch = [];
    this.length = 0;
    this.sent();
  }

  async flush(): Promise<void> {
    await this.underWay;
    if (this.batch.length > 0) await this.insert(this.batch);
    this.batch = [];
  }

  /** Nothing is under way any more, however it ended. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.underWay]);
  }

  /** No line break stands in JSON, so the records go as lines and are taken apart without being parsed twice. */
  private async insert(rows: readonly StagedRow[]): Promise<void> {
    const heads = `[${rows.map(({ head }) => head).join(',')}]`;
    const records = rows.map(({ record }) => record).join('\n');
    await this.context.transaction((tx) =>
      tx.execute(sql`
        insert into staged_records (import_id, seq, provider_index, action, obid, external_number, internal_number, line,
          content_hash, record)
        select ${this.importId}, seq, provider_index, action, obid, external, internal, line, hash, record::jsonb
        from rows from (
          jsonb_to_recordset(${heads}::text::jsonb) as (seq int, "providerIndex" int, action text, obid text, external text,
            internal text, line int, hash text),
          unnest(string_to_array(${records}, E'\\n'))
        ) as r(seq, provider_index, action, obid, external, internal, line, hash, record)`),
    );
  }
}
