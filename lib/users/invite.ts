import 'server-only';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { AppError } from '../errors';
import type { Locale } from '../i18n/locale';
import { type CreatedLink, createLink } from './links/create';
import type { Role } from './role';

export interface Invitation {
  /** In lower case. */
  email: string;
  name: string;
  role: Role;
  /** null: as the browser asks. */
  language: Locale | null;
  createdBy: string;
}

/** A user who cannot sign in yet, and the link with which the first password is set. Throws `email-taken`. */
export async function inviteUser(db: Db, input: Invitation): Promise<{ id: string; link: CreatedLink }> {
  const { createdBy, ...user } = input;
  return db.transaction(async (tx) => {
    const [created] = await tx
      .insert(users)
      .values({ id: uuidv7(), ...user, passwordHash: null })
      .onConflictDoNothing({ target: users.email })
      .returning({ id: users.id });
    if (!created) throw new AppError('email-taken', { email: input.email });
    return { id: created.id, link: await createLink(tx, { userId: created.id, createdBy }) };
  });
}
