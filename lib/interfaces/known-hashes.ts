import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

/** Of a hash its first 52 bits: as many as a number holds, and more than a stock can mix up by chance. */
const DIGITS = 13;
const MOST = 1_000_000;

/** The contents of what an interface brought and is shown: a record with one of these hashes brings nothing new. */
export class KnownHashes {
  constructor(private readonly beginnings: ReadonlySet<number>) {}

  has(hash: string): boolean {
    return this.beginnings.has(Number.parseInt(hash.slice(0, DIGITS), 16));
  }
}

export async function readKnownHashes(db: Db, interfaceId: string): Promise<KnownHashes> {
  const rows = await db.execute<{ beginning: number }>(sql`
    select ('x' || left(content_hash, ${DIGITS}))::bit(52)::bigint::float8 as beginning from properties
    where interface_id = ${interfaceId} and origin_site_id = 0 and state in ('active', 'reference')
      and content_hash ~ '^[0-9a-f]{64}$' limit ${MOST}`);
  return new KnownHashes(new Set(rows.map(({ beginning }) => beginning)));
}
