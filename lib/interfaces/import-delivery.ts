import 'server-only';
import { sql } from 'drizzle-orm';
import { isDatabaseAway, isDatabaseFull } from '../db/failures';
import type { RunCounts } from '../db/schema/runs';
import { AppError, CancelledError, LeaseLostError } from '../errors';
import { DeliveryError, deliveryError } from '../openimmo/errors';
import { openDelivery } from '../openimmo/open';
import { readKnownProviders } from '../providers/known';
import { parkProviders } from '../providers/parked/park';
import type { OutcomeInput, RunContext } from '../runs/run';
import type { OpenSourceFile } from '../sources/source';
import { type BegunImport, beginImport, type PickedDelivery } from './begin-import';
import { type CarriedPart, carryOut } from './carry-out';
import { abandonImport, type EndState, finishImport, type ImportEnd } from './finish-import';
import type { InterfaceDetail } from './get';
import type { ImportJob, ImportPlaces } from './import-types';
import { judgeImport } from './judge-import';
import { readKnownRecords } from './known-hashes';
import { type MatchedParts, matchParts } from './match-parts';
import { toOutcome } from './message-outcomes';
import { openFile } from './open-file';
import { keepFetched, removeImported } from './originals/around-import';
import { readConfirmation } from './plans/confirmation';
import { findSameBytes, hashDelivery } from './same-bytes';
import { dropStaged, isStagingLost, type StagedDelivery, stageRecords } from './stage-records';

export interface ImportedDelivery {
  state: EndState;
  counts: RunCounts;
}

/**
 * Imports one delivery: reads it whole, plans, and applies a transaction per provider. A delivery that cannot be read
 * ends in 'error' and changes nothing; what else goes wrong closes the import and is thrown.
 */
export async function importDelivery(
  context: RunContext,
  places: ImportPlaces,
  iface: InterfaceDetail,
  delivery: PickedDelivery,
): Promise<ImportedDelivery> {
  const file = await openFile(context.db, places, iface, delivery.path, context.signal);
  try {
    const described = file ?? { sizeBytes: 0, modifiedAt: new Date(0) };
    const { modifiedAt } = described;
    const begun = { ...(await beginImport(context, delivery, described)), deliveryId: delivery.id, modifiedAt };
    try {
      if (file) await keepFetched({ context, places, iface, delivery, file });
      const end = file ? await importFile(context, places, iface, delivery, file, begun) : missingFile();
      await finishImport(context, begun, end);
      if (file) await removeImported({ context, places, iface, delivery, file }, begun.importId, end.state);
      return { state: end.state, counts: end.counts };
    } catch (error) {
      return await closeAfterError(context, begun, error);
    }
  } finally {
    await file?.close();
  }
}

function missingFile(): ImportEnd {
  return { state: 'error', deliveryState: 'error', message: { code: 'F-gone', params: {} }, counts: {}, outcomes: [] };
}

async function importFile(
  context: RunContext,
  places: ImportPlaces,
  iface: InterfaceDetail,
  delivery: PickedDelivery,
  file: OpenSourceFile,
  { importId, previous }: BegunImport,
): Promise<ImportEnd> {
  const { force, preview, confirm } = context.run.params;
  const opened = await context.step('read', async (progress) => {
    progress.report(progress.done, null, delivery.path);
    const sha256 = await hashDelivery(context, importId, file);
    // What somebody wants to see, or has seen, is planned again whatever was applied before.
    const same = force || preview || confirm ? null : await findSameBytes(context.db, iface.id, sha256);
    if (same) return same;
    const openedDelivery = await openDelivery(file, { signal: context.signal });
    const known =
      preview || confirm || iface.rules.skipWithoutText ? null : await readKnownRecords(context.db, iface.id);
    const options = { rules: iface.rules, interfaceId: iface.id, known };
    const staged = await stageRecords(context, importId, openedDelivery, options, progress);
    const found = await file.changedSizeBytes();
    if (found !== null) throw deliveryError('F-changed-while-read', { expected: file.sizeBytes, found });
    await noteTransfer(context, importId, staged);
    return { openedDelivery, staged };
  });
  if (typeof opened === 'string') {
    return {
      state: 'unchanged',
      deliveryState: opened,
      message: { code: 'F-unchanged', params: {} },
      counts: {},
      outcomes: [],
    };
  }
  const { openedDelivery, staged } = opened;
  const { id: deliveryId, path } = delivery;
  const { modifiedAt } = file;
  const job: ImportJob = {
    context,
    places,
    iface,
    importId,
    deliveryId,
    path,
    modifiedAt,
    opened: openedDelivery,
    preview: preview === true,
    confirmation: await readConfirmation(context, importId),
  };
  const matched = matchParts({
    staged,
    known: await readKnownProviders(context.db),
    accepted: iface.providers.map(({ id }) => id),
  });
  if (iface.rules.unknownProvider === 'hold' && !job.preview) {
    await parkProviders(context.db, { interfaceId: iface.id, path, providers: matched.refused });
  }
  const carried = await carryOutStaged(job, matched.parts);
  if (job.confirmation && matched.parts.length > 0 && carried.length === 0) return nothingToConfirm(previous);
  const said = staged.messages.map((one): OutcomeInput => toOutcome(one, { label: null }));
  return judgeImport({ matched, carried, said });
}

/** Where somebody changed the stock under what was taken for unchanged, every record is staged whole, and planned again. */
async function carryOutStaged(job: ImportJob, parts: MatchedParts['parts']): Promise<CarriedPart[]> {
  const { context, importId, iface } = job;
  try {
    return await carryOut(job, parts);
  } catch (error) {
    if (!isStagingLost(error)) throw error;
    await context.step('read', async (progress) => {
      await dropStaged(context, importId);
      const options = { rules: iface.rules, interfaceId: iface.id, known: null };
      await stageRecords(context, importId, job.opened, options, progress);
    });
    return carryOut(job, parts);
  }
}

/** Somebody else decided about the plans before this run came to them. */
function nothingToConfirm(previous: BegunImport['previous']): ImportEnd {
  const message = { code: 'P-decided' as const, params: {} };
  return { state: 'unchanged', deliveryState: previous, message, counts: {}, outcomes: [] };
}

async function noteTransfer(context: RunContext, importId: string, { headers }: StagedDelivery): Promise<void> {
  const [first] = headers;
  if (!first) return;
  const scope = headers.some((header) => header.scope === 'full') ? 'full' : 'partial';
  await context.db.execute(sql`
    update imports set scope = ${scope}, transfer_at = ${first.timestamp}::timestamptz
    where id = ${importId} and state = 'running'`);
}

/**
 * An unreadable delivery is data; a run that goes on elsewhere, or when the database is back, writes nothing more; the rest
 * is noted and thrown.
 */
async function closeAfterError(
  context: RunContext,
  begun: BegunImport & { deliveryId: string; modifiedAt: Date },
  thrown: unknown,
): Promise<ImportedDelivery> {
  const error = context.signal.aborted ? context.signal.reason : thrown;
  if (error instanceof LeaseLostError || isDatabaseAway(error)) throw error;
  if (error instanceof CancelledError) {
    await abandonImport(context, begun, { ...ended('cancelled', 'F-cancelled'), deliveryState: begun.previous });
    throw error;
  }
  if (error instanceof DeliveryError && mayStillGrow(context, error, begun.modifiedAt)) {
    await finishImport(context, begun, { ...ended('cancelled', 'F-upload-unfinished'), deliveryState: 'uploading' });
    return { state: 'cancelled', counts: {} };
  }
  if (error instanceof DeliveryError) {
    const said = toOutcome(error.said, { table: null, label: null });
    const end = ended('error', error.said.code, error.said.params);
    const outcomes: OutcomeInput[] = [{ ...said, outcome: 'failed' }];
    await finishImport(context, begun, { ...end, outcomes });
    return { state: 'error', counts: {} };
  }
  const code = error instanceof AppError ? error.code : isDatabaseFull(error) ? 'storage-full' : null;
  await abandonImport(context, begun, code ? ended('error', 'F-stopped', { code }) : ended('error', 'F-unexpected'));
  throw error;
}

/** How long a ZIP file without an end may lie still before the schedule takes it for broken. */
const UPLOAD_STALLED_MS = 120_000;

function mayStillGrow({ run }: RunContext, error: DeliveryError, modifiedAt: Date): boolean {
  const ageMs = Date.now() - modifiedAt.getTime();
  return error.code === 'F-zip-truncated' && run.trigger === 'schedule' && ageMs < UPLOAD_STALLED_MS;
}

type Message = NonNullable<ImportEnd['message']>;

function ended(state: 'cancelled' | 'error', code: Message['code'], params: Message['params'] = {}): ImportEnd {
  return { state, deliveryState: 'error', message: { code, params }, counts: {}, outcomes: [] };
}
