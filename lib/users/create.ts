import 'server-only';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { users } from '../db/schema/users';
import { AppError } from '../errors';
import type { Locale } from '../i18n/locale';
import { hashPassword, requireLongEnough } from './password';
import type { Role } from './role';

export interface NewUser {
  email: string;
  password: string;
  role: Role;
  /** null: as the browser asks. */
  language?: Locale | null;
  /** What others see; the part before the @ unless given. */
  name?: string;
}

/** Throws `password-too-short` and `email-taken`. */
export async function createUser(db: Db, input: NewUser): Promise<{ id: string }> {
  requireLongEnough(input.password);
  const email = input.email.trim().toLowerCase();
  const [created] = await db
    .insert(users)
    .values({
      id: uuidv7(),
      email,
      name: input.name ?? email.split('@')[0] ?? email,
      passwordHash: await hashPassword(input.password),
      role: input.role,
      language: input.language ?? null,
    })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  if (!created) throw new AppError('email-taken', { email });
  return created;
}
