import 'server-only';
import type { AuditAction } from '../audit/actions';
import { auditRefusal } from '../audit/refuse';
import { getSessionUser, workFor } from '../auth/session';
import { type Db, db } from '../db/client';
import { env } from '../env';
import { ForbiddenError, SignedOutError } from '../errors';
import { hasRole, type Role } from '../users/role';
import type { SessionUser } from '../users/user';
import { answer } from './answer';
import { isSameOrigin } from './same-origin';

export interface RouteContext<Params> {
  user: SessionUser;
  db: Db;
  params: Params;
}

type Handler<Params> = (request: Request, context: RouteContext<Params>) => Promise<unknown>;

/**
 * A JSON route for signed-in people: `export const GET = jsonRoute('viewer', async (request, { db, params }) => …)`.
 * `action` is what the audit log says was refused.
 */
export function jsonRoute<Params = Record<never, never>>(
  minRole: Role,
  handler: Handler<Params>,
  action: AuditAction = 'request.send',
) {
  return (request: Request, { params }: { params: Promise<Params> }): Promise<Response> =>
    answer(request, async () => {
      const user = await authorise(request, minRole, action);
      const context = { user, db: db(), params: await params };
      return workFor(user, () => handler(request, context));
    });
}

async function authorise(request: Request, minRole: Role, action: AuditAction): Promise<SessionUser> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const user = await getSessionUser();
  const about = { action, details: { path: `${request.method} ${new URL(request.url).pathname}`.slice(0, 300) } };
  if (!user) {
    // A page whose session is over asks again and again; it is no try to change something.
    if (!reads) await auditRefusal(db(), { ...about, actor: { kind: 'nobody' }, reason: 'signed-out' });
    throw new SignedOutError();
  }
  const isOurs = reads || isSameOrigin(request.headers, env().nextauthUrl);
  if (hasRole(user, minRole) && isOurs) return user;
  const reason = isOurs ? 'role' : 'cross-site';
  await auditRefusal(db(), { ...about, actor: { kind: 'user', id: user.id }, reason });
  throw new ForbiddenError(minRole);
}
