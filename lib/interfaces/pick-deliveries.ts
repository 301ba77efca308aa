import 'server-only';
import { sql } from 'drizzle-orm';
import type { ErrorCode } from '../error-catalog';
import type { RunContext } from '../runs/run';
import type { PickedDelivery } from './begin-import';
import type { InterfaceDetail } from './get';
import type { ImportPlaces } from './import-types';
import { orderWaiting } from './order-waiting';
import { type Peeked, peekWaiting } from './peek-waiting';

/** A run takes no more deliveries than this; the next one goes on. */
const MOST_DELIVERIES = 1_000;

/** What stops any delivery alike, so that the one it stopped is taken again, before younger ones. */
const NOT_ITS_FAULT: readonly ErrorCode[] = [
  'storage-full',
  'storage-unavailable',
  'storage-denied',
  'source-unreachable',
  'source-timed-out',
  'source-login-refused',
  'source-host-key-unknown',
  'source-host-key-changed',
];

type Waiting = Peeked & PickedDelivery;

/**
 * The deliveries that a run is to import, in their order: those it was asked for, or all that wait (also those that
 * something outside of them stopped, a full disk say), of which the interface's rule may leave the younger ones to the next run. `done`: how many it had finished before it was interrupted.
 */
export async function pickDeliveries(
  context: RunContext,
  places: ImportPlaces,
  iface: InterfaceDetail,
  done: number,
): Promise<PickedDelivery[]> {
  const { deliveryIds } = context.run.params;
  const waiting = await peekWaiting(context, places, iface, await readWaiting(context, iface.id));
  const ordered = orderWaiting(waiting);
  if (deliveryIds || iface.rules.filesPerRun === null) return ordered;
  // The one that was interrupted is gone on with in any case.
  const begun = ordered.filter(({ state }) => state === 'running');
  const rest = ordered.filter(({ state }) => state !== 'running');
  return [...begun, ...rest].slice(0, Math.max(begun.length, iface.rules.filesPerRun - done));
}

interface WaitingRow extends Record<string, unknown> {
  id: string;
  interfaceId: string;
  path: string;
  state: PickedDelivery['state'];
  size: number;
  modified: string;
  transfer: string | null;
  peeked: string | null;
}

async function readWaiting({ db, run }: RunContext, interfaceId: string): Promise<Waiting[]> {
  const { deliveryIds } = run.params;
  const wanted = deliveryIds
    ? sql`id::text in (select * from jsonb_array_elements_text(${JSON.stringify(deliveryIds)}::text::jsonb))`
    : sql`gone_at is null and (state in ('new', 'changed', 'running')
        or state = 'error' and message_code = 'F-stopped' and message_params ->> 'code' in (
          select * from jsonb_array_elements_text(${JSON.stringify(NOT_ITS_FAULT)}::text::jsonb)))`;
  const rows = await db.execute<WaitingRow>(sql`
    select id, interface_id as "interfaceId", path, state, size_bytes::float8 as size, modified_at as modified,
      transfer_at as transfer, peeked_at as peeked
    from deliveries where interface_id = ${interfaceId} and ${wanted}
    order by modified_at, path limit ${MOST_DELIVERIES}`);
  return rows.map(({ size, modified, transfer, peeked, ...row }) => ({
    ...row,
    sizeBytes: size,
    modifiedAt: new Date(modified),
    transferAt: toDate(transfer),
    peekedAt: toDate(peeked),
  }));
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
