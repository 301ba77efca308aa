import 'server-only';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor } from '../db/keyset';
import { deliveries, type deliveryState } from '../db/schema/deliveries';
import { imports } from '../db/schema/imports';
import type { RunCounts } from '../db/schema/runs';
import { users } from '../db/schema/users';
import { toWalkedPage, type WalkedPage, walk } from '../db/walk';
import type { ErrorDetails } from '../errors';
import type { RunTrigger } from '../runs/run';

export type DeliveryState = (typeof deliveryState.enumValues)[number];
/** What the list is filtered by: a state, or what waits and what needs a person. */
export type DeliveryFilter = DeliveryState | 'waiting' | 'problems';

export const DELIVERY_STATES = [
  'new',
  'changed',
  'uploading',
  'running',
  'done',
  'warnings',
  'held',
  'error',
] as const satisfies readonly DeliveryState[];
/** Every filter that an address may ask for. */
export const DELIVERY_FILTERS = [
  'waiting',
  'problems',
  ...DELIVERY_STATES,
] as const satisfies readonly DeliveryFilter[];
export const WAITING_STATES: readonly DeliveryState[] = ['new', 'changed', 'uploading'];
export const PROBLEM_STATES: readonly DeliveryState[] = ['error', 'held', 'warnings'];

export interface DeliveryRow {
  id: string;
  path: string;
  state: DeliveryState;
  modifiedAt: Date;
  sizeBytes: number;
  lastSynchronisedAt: Date | null;
  /** Who synchronised it last: null with a trigger 'schedule' or before the first time. */
  userName: string | null;
  trigger: RunTrigger | null;
  /** The sentence below the path: a code of `outcomes` or `messages`. */
  message: { code: string; params: ErrorDetails } | null;
  /** What its last import did. */
  counts: RunCounts | null;
  lastImportId: string | null;
  /** The newest look at what it would do, since it was synchronised last. */
  previewId: string | null;
  /** The file no longer lies in the source. */
  gone: boolean;
  /** Its bytes can be had: from the source, or from the copy that is kept. */
  downloadable: boolean;
}

export interface ListDeliveriesInput {
  search?: string | undefined;
  state?: DeliveryFilter | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** An interface's deliveries, newest first. */
export async function listDeliveries(
  db: Db,
  interfaceId: string,
  { search, state, cursor, size = 50 }: ListDeliveriesInput = {},
): Promise<WalkedPage<DeliveryRow>> {
  const after = decodeCursor(cursor, 2);
  const rows = and(
    eq(deliveries.interfaceId, interfaceId),
    stateCondition(state),
    after
      ? sql`(${deliveries.modifiedAt}, ${deliveries.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
      : undefined,
  );
  const walked = await walk(db, {
    rows: sql`from ${deliveries} where ${rows ?? sql`true`}`,
    key: sql`${deliveries.modifiedAt}`,
    id: sql`${deliveries.id}`,
    down: true,
    filter: search ? sql`strpos(lower(${deliveries.path}), ${search.toLowerCase()}) > 0` : null,
    size,
  });
  const found = walked.ids.length > 0 ? await selectDeliveries(db).where(inArray(deliveries.id, walked.ids)) : [];
  return toWalkedPage(walked, found.map(toRow), (row) => row.id);
}

/** One delivery of an interface; null: it is none of its deliveries. */
export async function getDelivery(db: Db, interfaceId: string, id: string): Promise<DeliveryRow | null> {
  const [row] = await selectDeliveries(db).where(and(eq(deliveries.interfaceId, interfaceId), eq(deliveries.id, id)));
  return row ? toRow(row) : null;
}

function selectDeliveries(db: Db) {
  return db
    .select({
      id: deliveries.id,
      path: deliveries.path,
      state: deliveries.state,
      modifiedAt: deliveries.modifiedAt,
      sizeBytes: deliveries.sizeBytes,
      lastSynchronisedAt: deliveries.lastSynchronisedAt,
      userName: users.name,
      trigger: deliveries.lastTrigger,
      messageCode: deliveries.messageCode,
      messageParams: deliveries.messageParams,
      counts: imports.counts,
      lastImportId: deliveries.lastImportId,
      previewId: sql<string | null>`(
        select p.id from imports p where p.delivery_id = "deliveries"."id" and p.state = 'previewed'
          and p.started_at > coalesce("deliveries"."last_synchronised_at", '-infinity')
        order by p.started_at desc limit 1)`,
      goneAt: deliveries.goneAt,
      originalKey: deliveries.originalKey,
    })
    .from(deliveries)
    .leftJoin(users, eq(users.id, deliveries.lastUserId))
    .leftJoin(imports, eq(imports.id, deliveries.lastImportId))
    .$dynamic();
}

type SelectedDelivery = Awaited<ReturnType<typeof selectDeliveries>>[number];

function toRow({ messageCode, messageParams, goneAt, originalKey, ...row }: SelectedDelivery): DeliveryRow {
  const message = messageCode === null ? null : { code: messageCode, params: messageParams ?? {} };
  return { ...row, message, gone: goneAt !== null, downloadable: goneAt === null || originalKey !== null };
}

/** Each in the words of an index (drizzle/0012), or of the one by state. */
function stateCondition(state: DeliveryFilter | undefined): SQL | undefined {
  if (state === undefined) return undefined;
  if (state === 'waiting') return and(inStates(WAITING_STATES), sql`${deliveries.goneAt} is null`);
  return state === 'problems' ? inStates(PROBLEM_STATES) : eq(deliveries.state, state);
}

/** Written out, as an index's own condition is. */
export const inStates = (states: readonly DeliveryState[]) =>
  sql`state in (${sql.raw(states.map((state) => `'${state}'`).join(', '))})`;
