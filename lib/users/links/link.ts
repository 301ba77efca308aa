export type LinkKind = 'invite' | 'reset';

/** `withdrawn`: a newer one was made, or the user was disabled. */
export const LINK_STATES = ['open', 'used', 'expired', 'withdrawn'] as const;
export type LinkState = (typeof LINK_STATES)[number];

export interface UserLink {
  id: string;
  kind: LinkKind;
  state: LinkState;
  expiresAt: Date;
  userId: string;
  email: string;
  name: string;
}
