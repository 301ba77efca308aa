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
  /** In which moments are shown: the own, else the installation's; null: neither is chosen. */
  shownTimeZone: string | null;
}
