import 'server-only';
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { AppError } from '../errors';
import { findCredentials } from '../users/get';
import { noteSignIn } from '../users/note-sign-in';
import { OidcClaims } from './oidc';
import type { VerifiedUser } from './verify-credentials';

/**
 * Whom the sign-in service's claims mean: an enabled user with the verified address, and from the first time on only the
 * account that came then, so that an address that goes to somebody else there opens nothing here. Throws `oidc-refused`
 * with a reason for the log; the person is told none.
 */
export async function verifyOidc(db: Db, claims: unknown, issuer: string): Promise<VerifiedUser> {
  const parsed = OidcClaims.safeParse(claims);
  if (!parsed.success) throw new OidcRefusedError('claims');
  const { iss, sub, email, email_verified: isVerified } = parsed.data;
  if (withoutSlash(iss) !== issuer) throw new OidcRefusedError('issuer');
  if (!email || isVerified !== true) throw new OidcRefusedError('address-not-verified');
  const known = await findCredentials(db, email);
  if (!known) throw new OidcRefusedError('unknown-user');
  if (known.disabledAt) throw new OidcRefusedError('disabled');
  const subject = `${issuer} ${sub}`;
  const bound = await db
    .update(users)
    .set({ oidcSubject: subject })
    .where(
      and(
        eq(users.id, known.id),
        or(isNull(users.oidcSubject), eq(users.oidcSubject, subject)),
        sql`not exists (select 1 from users o where o.oidc_subject = ${subject} and o.id <> ${known.id})`,
      ),
    )
    .returning({ id: users.id });
  if (bound.length === 0) throw new OidcRefusedError('other-account');
  await noteSignIn(db, known.id);
  return { id: known.id, sessionEpoch: known.sessionEpoch };
}

export type OidcRefusalReason =
  | 'claims'
  | 'issuer'
  | 'address-not-verified'
  | 'unknown-user'
  | 'disabled'
  | 'other-account';

class OidcRefusedError extends AppError {
  constructor(readonly reason: OidcRefusalReason) {
    super('oidc-refused', { reason });
  }
}

const withoutSlash = (issuer: string): string => issuer.replace(/\/+$/, '');
