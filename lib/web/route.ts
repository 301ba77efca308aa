import 'server-only';
import { getSessionUser } from '../auth/session';
import { type Db, db } from '../db/client';
import { env } from '../env';
import { ForbiddenError, SignedOutError } from '../errors';
import { hasRole, type Role } from '../users/role';
import type { SessionUser } from '../users/user';
import { answer } from './answer';
import { audit } from './audit';
import { isSameOrigin } from './same-origin';

export interface RouteContext<Params> {
  user: SessionUser;
  db: Db;
  params: Params;
}

type Handler<Params> = (request: Request, context: RouteContext<Params>) => Promise<unknown>;

/** A JSON route for signed-in people: `export const GET = jsonRoute('viewer', async (request, { db, params }) => …)`. */
export function jsonRoute<Params = Record<never, never>>(minRole: Role, handler: Handler<Params>) {
  return (request: Request, { params }: { params: Promise<Params> }): Promise<Response> =>
    answer(request, async () => {
      const user = await getSessionUser();
      if (!user) throw new SignedOutError();
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!hasRole(user, minRole) || !(reads || isSameOrigin(request.headers, env().nextauthUrl))) {
        const action = `${request.method} ${new URL(request.url).pathname}`;
        await audit(db(), { actorId: user.id, action, allowed: false });
        throw new ForbiddenError(minRole);
      }
      return handler(request, { user, db: db(), params: await params });
    });
}
