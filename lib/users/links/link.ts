export type LinkKind = 'invite' | 'reset';

/** `withdrawn`: a newer one was made, or the user was disabled. */
export type LinkState = 'open' | 'used' | 'expired' | 'withdrawn';

export interface UserLink {
  id: string;
  kind: LinkKind;
  state: LinkState;
  expiresAt: Date;
  userId: string;
  email: string;
  name: string;
}
