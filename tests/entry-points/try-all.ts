import { hasRole, type Role } from '../../lib/users/role';
import type { Answer } from './call';
import { readTables, SESSIONS, type ServerUnderTest, type Session } from './server-under-test';

export type Verdict = 'signed-out' | 'forbidden' | 'allowed';

export function verdictOf(session: Session, needed: Role): Verdict {
  if (session === 'viewer' || session === 'operator' || session === 'admin') {
    return hasRole({ role: session }, needed) ? 'allowed' : 'forbidden';
  }
  return 'signed-out';
}

/** The sessions that may not, with what they are told. */
export const refusedOf = (needed: Role) =>
  SESSIONS.flatMap((session) => {
    const verdict = verdictOf(session, needed);
    return verdict === 'allowed' ? [] : [{ session, verdict }];
  });

/** An entry point and what everybody answers who tries it, at the same time: null where all is as said. */
export interface Entry {
  name: string;
  tries: (() => Promise<string | null>)[];
}

/** What did not go as said, one line each, and which entry point changed anything in the database. */
export async function tryAtAll(
  servers: readonly ServerUnderTest[],
  entriesOf: (server: ServerUnderTest) => Entry[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const server of servers) {
    let before = await readTables(server);
    for (const { name, tries } of entriesOf(server)) {
      const faults = await Promise.all(tries.map((run) => run()));
      wrong.push(...faults.flatMap((fault) => (fault === null ? [] : [`${server.role} ${name}: ${fault}`])));
      const after = await readTables(server);
      const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
      if (changed.length > 0) wrong.push(`${server.role} ${name} changed ${changed.join(', ')}`);
      before = after;
    }
  }
  return wrong;
}

export const said = ({ status, location, text }: Answer): string =>
  `${status} ${location} ${text.slice(0, 120).replace(/\s+/g, ' ')}`;

export const leadsToSignIn = ({ status, location }: Answer): boolean =>
  (status === 307 || status === 303) && location.includes('/sign-in?callbackUrl=');
