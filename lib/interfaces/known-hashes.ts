import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** Of a hash its first 52 bits: as many as a number holds, and more than a stock can mix up by chance. */
const DIGITS = 13;
const MOST = 1_000_000;

/** What an interface brought and is shown: a record that says the same again brings nothing new. */
export interface KnownRecords {
  /** Of the contents of records. */
  contents: KnownHashes;
  /** Of the texts that records were read from: they need not be read again. */
  texts: KnownHashes;
}

export class KnownHashes {
  constructor(private readonly beginnings: ReadonlySet<number>) {}

  get isEmpty(): boolean {
    return this.beginnings.size === 0;
  }

  has(hash: string): boolean {
    return !this.isEmpty && this.beginnings.has(Number.parseInt(hash.slice(0, DIGITS), 16));
  }
}

export async function readKnownRecords(db: Db, interfaceId: string): Promise<KnownRecords> {
  const rows = await db.execute<{ text: boolean; beginning: number }>(sql`
    (select false as text, ${beginningOf(sql`p.content_hash`)} as beginning from properties p
      where ${isShown(interfaceId)} and p.content_hash ~ '^[0-9a-f]{64}$' limit ${MOST})
    union all
    (select true, ${beginningOf(sql`t.text_hash`)}
      from delivered_texts t join properties p on p.id = t.property_id and p.content_hash = t.content_hash
      where ${isShown(interfaceId)} limit ${MOST})`);
  const known = { contents: new Set<number>(), texts: new Set<number>() };
  for (const { text, beginning } of rows) known[text ? 'texts' : 'contents'].add(beginning);
  return { contents: new KnownHashes(known.contents), texts: new KnownHashes(known.texts) };
}

/** For a row `p` of properties. */
export function isShown(interfaceId: string): SQL {
  return sql`p.interface_id = ${interfaceId} and p.origin_site_id = 0 and p.state in ('active', 'reference')`;
}

function beginningOf(hash: SQL): SQL {
  return sql`('x' || left(${hash}, ${DIGITS}))::bit(52)::bigint::float8`;
}
