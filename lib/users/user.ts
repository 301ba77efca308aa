import type { Role } from './role';

/** Who is signed in, as pages and actions see it. */
export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** null: as the browser asks. */
  language: string | null;
  timeZone: string | null;
}
