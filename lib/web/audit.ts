import 'server-only';
import type { Db } from '../db/client';
import { auditLog } from '../db/schema/audit-log';

export interface AuditEntry {
  actorId: string | null;
  /** Noun and verb, for example `interface.create`. */
  action: string;
  subject?: string | null;
  details?: Record<string, unknown> | null;
  allowed: boolean;
}

/** Appends to the audit log: what was written, and what was refused. */
export async function audit(db: Db, entry: AuditEntry): Promise<void> {
  await db.insert(auditLog).values({ ...entry, subject: entry.subject ?? null, details: entry.details ?? null });
}
