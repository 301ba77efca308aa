import 'server-only';
import type { AuditAction, RefusalReason } from '../audit/actions';
import { auditRefusal } from '../audit/refuse';
import { clientAddress } from '../auth/verify-credentials';
import { db } from '../db/client';
import { AppError } from '../errors';

/** The errors with which a caller that has no valid token is refused, and what the audit log says of them. */
const REASONS: Record<string, RefusalReason> = {
  'token-refused': 'token-refused',
  'site-disabled': 'site-disabled',
  'other-installation': 'other-installation',
};

/** Runs what a program asks for; that its token is refused goes into the audit log, without anything that it sent. */
export async function auditingTokens<T>(
  request: Request,
  { action, subject }: { action: AuditAction; subject?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof AppError ? REASONS[error.code] : undefined;
    if (reason) {
      const path = `${request.method} ${new URL(request.url).pathname}`.slice(0, 300);
      const details = { path, address: clientAddress(request.headers.get('x-forwarded-for')) };
      await auditRefusal(db(), { actor: { kind: 'nobody' }, action, subject: subject ?? null, details, reason });
    }
    throw error;
  }
}
