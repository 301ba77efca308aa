import 'server-only';
import type { Db } from '../db/client';
import { auditLog } from '../db/schema/audit-log';
import type { AuditAction } from './actions';
import type { Actor } from './actor';

export interface AuditEntry {
  actor: Actor;
  action: AuditAction;
  /** The id of what it is about. */
  subject?: string | null;
  /** Never secrets. */
  details?: Record<string, unknown> | null;
}

/** Appends to the audit log what was done. What was refused goes through `auditRefusal`, which is bounded. */
export async function audit(db: Db, { actor, action, subject, details }: AuditEntry): Promise<void> {
  await db.insert(auditLog).values({
    actorKind: actor.kind,
    actorId: actor.kind === 'user' ? actor.id : null,
    action,
    subject: subject ?? null,
    details: details ?? null,
    allowed: true,
  });
}
