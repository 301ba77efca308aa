import type { Role } from '@/lib/users/role';

/**
 * Every way into the product and who may take it; actions are in actions.ts. tests/entry-points.test.ts compares these tables
 * with the tree, so that an entry point without a row fails `npm run check`; tests/e2e/entry-points.spec.ts compares them with
 * the build and tries each.
 */

/** `anybody`: asks for no sign-in. */
export type PageAccess = Role | 'anybody';

/** By address. What is refused comes before what is not there, so an id needs not be one. */
export const PAGES: Record<string, PageAccess> = {
  '/': 'viewer',
  '/account': 'viewer',
  '/admin': 'admin',
  '/admin/audit': 'admin',
  '/admin/general': 'admin',
  '/admin/groups': 'viewer',
  '/admin/groups/[groupId]': 'viewer',
  '/admin/groups/[groupId]/delete': 'admin',
  '/admin/groups/[groupId]/remove/[siteId]': 'admin',
  '/admin/groups/new': 'admin',
  '/admin/history': 'admin',
  '/admin/providers': 'admin',
  '/admin/providers/[providerId]': 'admin',
  '/admin/providers/new': 'admin',
  '/admin/sites': 'viewer',
  '/admin/sites/[siteId]': 'viewer',
  '/admin/sites/new': 'admin',
  '/admin/synchronisation': 'admin',
  '/admin/synchronisation/disconnect': 'admin',
  '/admin/tokens': 'admin',
  '/admin/tokens/[tokenId]/revoke': 'admin',
  '/admin/users': 'admin',
  '/admin/users/[userId]': 'admin',
  '/admin/users/[userId]/disable': 'admin',
  '/admin/users/new': 'admin',
  '/help': 'viewer',
  '/help/[topic]': 'viewer',
  '/help/errors': 'viewer',
  '/help/errors/[code]': 'viewer',
  '/help/statuses': 'viewer',
  '/help/words': 'viewer',
  '/history': 'viewer',
  '/history/[runId]': 'viewer',
  '/interfaces': 'viewer',
  '/interfaces/[interfaceId]/cleanup': 'viewer',
  '/interfaces/[interfaceId]/deliveries': 'viewer',
  '/interfaces/[interfaceId]/history': 'viewer',
  '/interfaces/[interfaceId]/history/[importId]': 'viewer',
  '/interfaces/[interfaceId]/plans/[importId]': 'viewer',
  '/interfaces/[interfaceId]/providers': 'viewer',
  '/interfaces/[interfaceId]/settings': 'admin',
  '/interfaces/new': 'admin',
  '/invitation': 'anybody',
  '/properties': 'viewer',
  '/properties/[propertyId]': 'viewer',
  '/sign-in': 'anybody',
  '/sync': 'viewer',
  '/sync/verification': 'viewer',
};

/**
 * `cron`, `site`, `delivery`: by the bearer token of the schedule, of a site, of an interface's program. `own`: answers
 * everybody and decides by itself (signing in, health, links that are their own secret).
 */
export type RouteAccess = Role | 'cron' | 'site' | 'delivery' | 'own';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

export const ROUTES: Record<string, Partial<Record<Method, RouteAccess>>> = {
  '/admin/audit.csv': { GET: 'admin' },
  '/admin/providers.csv': { GET: 'admin' },
  '/admin/sites.csv': { GET: 'viewer' },
  '/admin/tokens.csv': { GET: 'admin' },
  '/admin/users.csv': { GET: 'admin' },
  '/api/auth/[...nextauth]': { GET: 'own', POST: 'own' },
  '/api/central/v1/exchange': { POST: 'site' },
  '/api/central/v1/files': { POST: 'site' },
  '/api/central/v1/hello': { POST: 'site' },
  '/api/central/v1/pull': { POST: 'site' },
  '/api/central/v1/push': { POST: 'site' },
  '/api/central/v1/status': { POST: 'site' },
  '/api/central/v1/verify': { POST: 'site' },
  '/api/cron/sync': { GET: 'cron', POST: 'cron' },
  '/api/health/live': { GET: 'own' },
  '/api/health/ready': { GET: 'own' },
  '/api/interfaces/[interfaceId]/deliveries/[name]': { PUT: 'delivery' },
  '/api/status': { GET: 'viewer' },
  '/api/status/interfaces/[interfaceId]': { GET: 'viewer' },
  '/api/status/sync': { GET: 'viewer' },
  '/attachments/[attachmentId]': { GET: 'viewer' },
  '/history.csv': { GET: 'viewer' },
  '/history/[runId]/csv': { GET: 'viewer' },
  '/interfaces/[interfaceId]/deliveries.csv': { GET: 'viewer' },
  '/interfaces/[interfaceId]/deliveries/[deliveryId]/original': { GET: 'operator' },
  '/interfaces/[interfaceId]/deliveries/upload': { POST: 'operator' },
  '/interfaces/[interfaceId]/history.csv': { GET: 'viewer' },
  '/interfaces/[interfaceId]/history/[importId]/csv': { GET: 'viewer' },
  '/invitation/[token]': { GET: 'own' },
  '/properties.csv': { GET: 'viewer' },
};

export type Place = 'site' | 'central';

/** What only sites have, or only the central server, by the beginning of its address: on the other it is not found. */
const ONLY_AT: Record<string, Place> = {
  '/admin/groups/[groupId]/delete': 'central',
  '/admin/groups/[groupId]/remove': 'central',
  '/admin/groups/new': 'central',
  '/admin/sites': 'central',
  '/admin/synchronisation': 'site',
  '/api/interfaces': 'site',
  '/api/status/interfaces': 'site',
  '/interfaces': 'site',
};

/** null: on both. */
export const placeOf = (address: string): Place | null => placeIn(ONLY_AT, address);

export function placeIn(table: Record<string, Place>, name: string): Place | null {
  return Object.entries(table).find(([beginning]) => name.startsWith(beginning))?.[1] ?? null;
}
