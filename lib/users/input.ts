import { z } from 'zod';
import { ROLES } from './role';

export const UserName = z.string().trim().min(1).max(100);
const Email = z.string().trim().toLowerCase().max(320).pipe(z.email());

/** A new user as an administrator's form says it. Without a name the part of the address before the @ is taken. */
export const NewUserInput = z
  .object({ email: Email, name: z.string().trim().max(100).default(''), role: z.enum(ROLES) })
  .transform(({ email, name, role }) => ({ email, name: name || (email.split('@')[0] ?? email).slice(0, 100), role }));
