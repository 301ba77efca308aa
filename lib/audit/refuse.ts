import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { log } from '../log';
import type { RefusalReason } from './actions';
import { type AuditEntry, audit } from './append';

export interface Refusal extends AuditEntry {
  reason: RefusalReason;
}

/** Rows a minute of one action by one actor, in all processes together; what is beyond is counted (`audit.leave-out`). */
export const MOST_REFUSALS_A_MINUTE = 20;
const MINUTE_MS = 60_000;
const MOST_SHARES = 1_000;
const OTHERS = 'others';

interface Share {
  minute: number;
  tried: number;
  leftOut: number;
}

interface Clockwork {
  now(): number;
  later(work: () => void, delayMs: number): void;
}

const clockwork: Clockwork = {
  now: () => Date.now(),
  // Holds no process back from ending.
  later: (work, delayMs) => void setTimeout(work, delayMs).unref(),
};

const key = Symbol.for('estate-sync.audit-shares');
const store = globalThis as { [key]?: Map<string, Share> };

/**
 * Appends a refused try. Whoever tries often fills neither the log nor the database: beyond the bound nothing is written but,
 * once the minute is over, how many were left out. A log that cannot be written makes no other answer of a refusal.
 */
export async function auditRefusal(db: Db, refusal: Refusal, { now, later }: Clockwork = clockwork): Promise<void> {
  const minute = Math.floor(now() / MINUTE_MS);
  const share = shareOf(shareName(refusal), minute);
  share.tried += 1;
  try {
    if (share.tried <= MOST_REFUSALS_A_MINUTE && (await append(db, refusal))) return;
    share.leftOut += 1;
    if (share.leftOut === 1) later(() => void tellLeftOut(db, refusal, share), (minute + 1) * MINUTE_MS - now());
  } catch (error) {
    log().warn({ err: error, action: refusal.action }, 'a refusal could not be written into the audit log');
  }
}

const shareName = ({ actor, action }: Refusal): string => `${action} ${actor.kind === 'user' ? actor.id : actor.kind}`;

function shareOf(name: string, minute: number): Share {
  store[key] ??= new Map();
  const shares = store[key];
  const known = shares.get(name);
  if (known?.minute === minute) return known;
  // Those of minutes that are over count nothing any more; a flood of names shares what is left.
  if (shares.size >= MOST_SHARES) for (const [other, { minute: its }] of shares) if (its < minute) shares.delete(other);
  if (shares.size >= MOST_SHARES && name !== OTHERS) return shareOf(OTHERS, minute);
  const share = { minute, tried: 0, leftOut: 0 };
  shares.set(name, share);
  return share;
}

/** One statement that looks and appends: what other processes wrote in this minute counts too. False: it would be too much. */
async function append(db: Db, { actor, action, subject, details, reason }: Refusal): Promise<boolean> {
  const actorId = actor.kind === 'user' ? actor.id : null;
  const about = subject?.slice(0, 200) ?? null;
  const rows = await db.execute(sql`
    insert into audit_log (actor_kind, actor_id, action, subject, details, allowed)
    select ${actor.kind}, ${actorId}::uuid, ${action}, ${about}, ${JSON.stringify({ ...details, reason })}::text::jsonb, false
    where ${MOST_REFUSALS_A_MINUTE} > (
      select count(*) from audit_log a
      where a.action = ${action} and a.at >= date_trunc('minute', now()) and not a.allowed
        and a.actor_kind = ${actor.kind} and a.actor_id is not distinct from ${actorId}::uuid)
    returning id`);
  return rows.length > 0;
}

async function tellLeftOut(db: Db, { actor, action }: Refusal, share: Share): Promise<void> {
  const details = { action, by: actor.kind, count: share.leftOut };
  try {
    await audit(db, { actor: { kind: 'system' }, action: 'audit.leave-out', details });
  } catch (error) {
    log().warn({ err: error, ...details }, 'how many refusals were left out of the audit log could not be written');
  }
}
