/** Each role may do what the ones before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const hasRole = (user: { role: Role }, needed: Role): boolean =>
  ROLES.indexOf(user.role) >= ROLES.indexOf(needed);
