import 'server-only';
import type { RefusalReason } from '../audit/actions';
import { audit } from '../audit/append';
import { auditRefusal } from '../audit/refuse';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import type { VerifiedUser } from './verify-credentials';

type SignInAction = 'account.sign-in' | 'account.redeem-link';

const REASONS: Record<string, RefusalReason> = {
  'login-failed': 'login-failed',
  'login-throttled': 'login-throttled',
  'link-not-valid': 'link-not-valid',
  'oidc-refused': 'oidc-refused',
};

/** Becoming somebody goes into the audit log, and so does failing at it. `details`: never what could be a password or a token. */
export async function auditedSignIn<User extends VerifiedUser>(
  db: Db,
  action: SignInAction,
  details: Record<string, string>,
  work: () => Promise<User>,
): Promise<User> {
  try {
    const user = await work();
    await audit(db, { actor: { kind: 'user', id: user.id }, action, details });
    return user;
  } catch (error) {
    const reason = error instanceof AppError ? REASONS[error.code] : undefined;
    if (reason) {
      const why = error instanceof AppError && typeof error.details.reason === 'string' ? error.details.reason : null;
      const about = why === null ? details : { ...details, why };
      await auditRefusal(db, { actor: { kind: 'nobody' }, action, details: about, reason });
    }
    throw error;
  }
}
