/** Who did something: a user by id; a program with a token; a site; the installation itself; or nobody who is signed in. */
export type ActorKind = 'user' | 'token' | 'site' | 'system' | 'nobody';

export type Actor = { kind: 'user'; id: string } | { kind: Exclude<ActorKind, 'user'> };

/** Those who have no row in `users`: the choices of the filter beside the people. */
export const NAMELESS_KINDS = ['token', 'site', 'system', 'nobody'] as const satisfies readonly ActorKind[];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An address's `actor`: a kind, or the id of a user, whether there still is one or not. null: neither. */
export function readActor(text: string): Actor | null {
  const kind = NAMELESS_KINDS.find((known) => known === text);
  if (kind) return { kind };
  return UUID.test(text) ? { kind: 'user', id: text.toLowerCase() } : null;
}
