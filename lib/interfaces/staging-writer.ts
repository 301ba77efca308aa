import 'server-only';
import { sql } from 'drizzle-orm';
import { AppError } from '../errors';
import { DELIVERED_COLUMNS, deliveredColumns } from '../properties/columns';
import type { RunContext } from '../runs/run';
import { isShown } from './known-hashes';

/** One record as JSON texts, none of which has a line break; empty: there is none. */
export interface StagedRow {
  /** What planning needs. */
  head: string;
  columns: string;
  document: string;
  attachments: string;
  contact: string;
  warnings: string;
}

/** A record whose text the stock has already: what planning needs stands there. */
export interface KnownRow {
  seq: number;
  providerIndex: number;
  line: number;
  textHash: string;
}

const PARTS = ['head', 'columns', 'document', 'attachments', 'contact', 'warnings'] as const;
const PER_STATEMENT = 500;
const CHARACTERS_PER_STATEMENT = 1_000_000;
const KNOWN_PER_STATEMENT = 20_000;

/** Writes records in batches; while one is on its way, the next one is read. */
export class StagingWriter {
  private batch: StagedRow[] = [];
  private known: KnownRow[] = [];
  private length = 0;
  private underWay: Promise<void> | null = null;

  constructor(
    private readonly context: RunContext,
    private readonly place: { importId: string; interfaceId: string },
    /** A batch was sent. */
    private readonly sent: () => void,
  ) {}

  async add(row: StagedRow): Promise<void> {
    this.batch.push(row);
    this.length += row.document.length + row.columns.length + row.attachments.length;
    if (this.batch.length < PER_STATEMENT && this.length < CHARACTERS_PER_STATEMENT) return;
    const batch = this.batch;
    this.batch = [];
    this.length = 0;
    await this.send(() => this.insert(batch));
  }

  /** Throws `staging-lost` when the stock does not have it any more: now, or with one of the next calls. */
  async addKnown(row: KnownRow): Promise<void> {
    this.known.push(row);
    if (this.known.length < KNOWN_PER_STATEMENT) return;
    const known = this.known;
    this.known = [];
    await this.send(() => this.insertKnown(known));
  }

  private async send(write: () => Promise<void>): Promise<void> {
    await this.underWay;
    this.underWay = write();
    // It is thrown when it is waited for.
    this.underWay.catch(() => undefined);
    this.sent();
  }

  async flush(): Promise<void> {
    await this.underWay;
    if (this.batch.length > 0) await this.insert(this.batch);
    if (this.known.length > 0) await this.insertKnown(this.known);
    this.batch = [];
    this.known = [];
  }

  /** Nothing is under way any more, however it ended. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.underWay]);
  }

  /** The parts go as texts of a line per record, and are taken apart without being escaped or parsed twice. */
  private async insert(rows: readonly StagedRow[]): Promise<void> {
    const lines = PARTS.map((part) => sql`unnest(string_to_array(${rows.map((row) => row[part]).join('\n')}, E'\n'))`);
    const columns = sql.raw(DELIVERED_COLUMNS.join(', '));
    await this.context.transaction((tx) =>
      tx.execute(sql`
        insert into staged_records (import_id, seq, provider_index, action, obid, external_number, internal_number, line,
          content_hash, text_hash, contact_hash, ${columns}, document, attachments, contact, warnings)
        select ${this.place.importId}, h.seq, h."providerIndex", h.action, h.obid, h.external, h.internal, h.line, h.hash,
          h."textHash", h."contactHash", c.*, nullif(r.document, '')::jsonb, nullif(r.attachments, '')::json, nullif(r.contact, '')::json,
          nullif(r.warnings, '')::json
        from rows from (${sql.join(lines, sql`, `)}) as r(${sql.raw(PARTS.join(', '))})
        cross join lateral json_to_record(r.head::json) as h(seq int, "providerIndex" int, action text, obid text, external text,
          internal text, line int, hash text, "textHash" text, "contactHash" text)
        cross join lateral ${deliveredColumns(sql`r.columns`)} c`),
    );
  }

  /** Two providers may offer the same: either says everything. */
  private async insertKnown(rows: readonly KnownRow[]): Promise<void> {
    const { importId, interfaceId } = this.place;
    await this.context.transaction(async (tx) => {
      const [inserted] = await tx.execute<{ count: number }>(sql`
        with inserted as (
          insert into staged_records (import_id, seq, provider_index, action, obid, external_number, internal_number, line,
            content_hash, title)
          select distinct on (k.seq) ${importId}::uuid, k.seq, k."providerIndex", t.action, p.obid, p.external_number,
            p.internal_number, k.line, t.content_hash, p.title
          from json_to_recordset(${JSON.stringify(rows)}::text::json) as k(seq int, "providerIndex" int, line int, "textHash" text)
          join delivered_texts t on t.text_hash = k."textHash"
          join properties p on p.id = t.property_id and p.content_hash = t.content_hash
          where ${isShown(interfaceId)} order by k.seq
          returning 1)
        select count(*)::int as count from inserted`);
      if (inserted?.count !== rows.length) throw new AppError('staging-lost', { importId }, { retryable: true });
    });
  }
}
