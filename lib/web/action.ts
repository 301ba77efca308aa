import 'server-only';
import { headers } from 'next/headers';
import { redirect, unstable_rethrow } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import type { AuditAction } from '../audit/actions';
import { audit } from '../audit/append';
import { formDetails } from '../audit/details';
import { auditRefusal } from '../audit/refuse';
import { getSessionUser } from '../auth/session';
import { type Db, db } from '../db/client';
import { env } from '../env';
import { AppError, type ErrorDetails, ForbiddenError, SignedOutError } from '../errors';
import { log } from '../log';
import { hasRole, type Role } from '../users/role';
import type { SessionUser } from '../users/user';
import { fieldIssues, readForm, valuesToShow } from './form';
import { describeProblem, type Problem } from './problem';
import { isSameOrigin, safePath } from './same-origin';

export interface ActionContext {
  user: SessionUser;
  db: Db;
}

export interface ActionFailure {
  ok: false;
  code: string;
  details: ErrorDetails;
  problem: Problem;
  /** A sentence per field that is wrong, in the user's language. */
  fields: Record<string, string>;
  /** What was typed, secrets left out. */
  values: Record<string, string>;
}
export type ActionResult<T = undefined> = { ok: true; data: T } | ActionFailure;

/**
 * As `<form action={save}>`: ends with the work's redirect, or goes back with `?error=<code>`.
 * With `useActionState(save, null)`: answers what happened.
 */
export interface FormAction<T> {
  (form: FormData): Promise<void>;
  (previous: ActionResult<T> | null, form: FormData): Promise<ActionResult<T>>;
}

type Work<Schema extends z.ZodType, T> = (input: z.output<Schema>, context: ActionContext) => Promise<T>;
type Guarded = <Schema extends z.ZodType, T>(name: AuditAction, schema: Schema, work: Work<Schema, T>) => FormAction<T>;

export const viewerAction: Guarded = (name, schema, work) => guarded('viewer', name, schema, work);
export const operatorAction: Guarded = (name, schema, work) => guarded('operator', name, schema, work);
export const adminAction: Guarded = (name, schema, work) => guarded('admin', name, schema, work);

function guarded<Schema extends z.ZodType, T>(minRole: Role, name: AuditAction, schema: Schema, work: Work<Schema, T>) {
  async function action(...args: [FormData] | [ActionResult<T> | null, FormData]): Promise<ActionResult<T>> {
    // Whoever calls an action by hand may give it anything.
    const given: unknown = args.at(-1);
    const form = given instanceof FormData ? given : new FormData();
    const fields = readForm(form);
    const result = await run(minRole, name, schema, work, fields);
    if (args.length === 1 && !result.ok) redirect(await addressWithError(fields, result));
    return result;
  }
  return action as FormAction<T>;
}

async function run<Schema extends z.ZodType, T>(
  minRole: Role,
  name: AuditAction,
  schema: Schema,
  work: Work<Schema, T>,
  fields: Record<string, string | string[]>,
): Promise<ActionResult<T>> {
  const subject = subjectOf(name, fields);
  try {
    const user = await authorise(minRole, name, subject);
    const parsed = schema.safeParse(fields);
    if (!parsed.success) return await refuse(new AppError('invalid-input'), fields, parsed.error);
    const details = formDetails(fields);
    const written = () => audit(db(), { actor: { kind: 'user', id: user.id }, action: name, subject, details });
    try {
      const data = await work(parsed.data, { user, db: db() });
      await written();
      return { ok: true, data };
    } catch (error) {
      // A redirect is how the work of a form ends well.
      if (isRedirect(error)) await written();
      throw error;
    }
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof AppError) return refuse(error, fields);
    const requestId = crypto.randomUUID();
    log().error({ err: error, action: name, requestId }, 'an action failed unexpectedly');
    return refuse(new AppError('unexpected', { requestId }), fields);
  }
}

async function authorise(minRole: Role, action: AuditAction, subject: string | null): Promise<SessionUser> {
  const user = await getSessionUser();
  if (!user) {
    await auditRefusal(db(), { actor: { kind: 'nobody' }, action, subject, reason: 'signed-out' });
    throw new SignedOutError();
  }
  const isOurs = isSameOrigin(await headers(), env().nextauthUrl);
  if (hasRole(user, minRole) && isOurs) return user;
  const reason = isOurs ? 'role' : 'cross-site';
  await auditRefusal(db(), { actor: { kind: 'user', id: user.id }, action, subject, reason });
  throw new ForbiddenError(minRole);
}

async function refuse(
  error: AppError,
  fields: Record<string, string | string[]>,
  issues?: z.ZodError,
): Promise<ActionFailure> {
  const t = await getTranslations('errors');
  const sentences = Object.entries(issues ? fieldIssues(issues, fields) : {}).map(([name, issue]) => [
    name,
    t(`fields.${issue.problem}`, { limit: issue.limit }),
  ]);
  return {
    ok: false,
    code: error.code,
    details: error.details,
    problem: await describeProblem(error.code, error.details),
    fields: Object.fromEntries(sentences),
    values: valuesToShow(fields),
  };
}

/** The page that the form says (`returnTo`) or that sent it, with the error's code for its notice. */
async function addressWithError(fields: Record<string, string | string[]>, failure: ActionFailure): Promise<string> {
  const referer = (await headers()).get('referer');
  const sender = referer && URL.canParse(referer) ? new URL(referer) : null;
  const path = safePath(fields.returnTo, safePath(sender && sender.pathname + sender.search, '/'));
  if (failure.code === 'signed-out') return `/sign-in?${new URLSearchParams({ callbackUrl: path })}`;
  const target = new URL(path, 'http://same.invalid');
  target.searchParams.delete('notice');
  target.searchParams.set('error', failure.code);
  return target.pathname + target.search;
}

/** The id of what the action's name says, else the first id of the form: of `token.revoke` the token's, not its interface's. */
function subjectOf(action: AuditAction, fields: Record<string, string | string[]>): string | null {
  const [noun] = action.split('.');
  const first = Object.keys(fields).find((name) => /^id$|Id$/.test(name));
  const value = fields[`${noun}Id`] ?? (first === undefined ? undefined : fields[first]);
  return typeof value === 'string' && value !== '' ? value.replaceAll('\0', '').slice(0, 200) : null;
}

const isRedirect = (error: unknown): boolean =>
  error instanceof Error && 'digest' in error && String(error.digest).startsWith('NEXT_REDIRECT');
