/** `invited`: an invitation is open; `lapsed`: it is over and nobody has accepted it. */
export const USER_STATES = ['active', 'invited', 'lapsed', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];
