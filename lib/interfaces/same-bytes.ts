import 'server-only';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { RunContext } from '../runs/run';
import type { OpenSourceFile } from '../sources/source';

/** SHA-256 of a delivery's bytes, remembered in its import. */
export async function hashDelivery(context: RunContext, importId: string, file: OpenSourceFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of file.read(0, file.sizeBytes)) {
    context.signal.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  const sha256 = hash.digest('hex');
  await context.db.execute(sql`update imports set sha256 = ${sha256} where id = ${importId} and state = 'running'`);
  return sha256;
}

/**
 * How the last import that was applied for this interface ended, when it was of the same bytes; else null. A provider that
 * was accepted since then makes the same bytes say more.
 */
export async function findSameBytes(db: Db, interfaceId: string, sha256: string): Promise<'done' | 'warnings' | null> {
  const [last] = await db.execute<{ sha256: string; state: 'done' | 'warnings' }>(sql`
    select * from (
      select sha256, state, started_at from imports where interface_id = ${interfaceId} and state in ('done', 'warnings')
      order by started_at desc, id desc limit 1) last
    where not exists (
      select 1 from parked_providers p where p.interface_id = ${interfaceId} and p.settled_at > last.started_at)`);
  return last?.sha256 === sha256 ? last.state : null;
}
