import 'server-only';
import { AppError } from '../../errors';
import type { RunContext } from '../../runs/run';
import { openSource } from '../../sources/open-source';
import type { OpenSourceFile } from '../../sources/source';
import type { PickedDelivery } from '../begin-import';
import type { EndState } from '../finish-import';
import type { InterfaceDetail } from '../get';
import type { ImportPlaces } from '../import-types';
import { keepOriginal } from './keep';

export interface AroundImport {
  context: RunContext;
  places: ImportPlaces;
  iface: InterfaceDetail;
  delivery: PickedDelivery;
  file: OpenSourceFile;
}

/**
 * Before an import: keeps a copy of what was fetched from elsewhere, or will be removed from its directory, for as many
 * days as the interface's rule says. A look keeps nothing, and an upload is kept already.
 */
export async function keepFetched({ context, places, iface, delivery, file }: AroundImport): Promise<void> {
  const { keepOriginalsDays, deleteOriginals } = iface.rules;
  const { kind } = iface.source;
  if (keepOriginalsDays === 0 || context.run.params.preview || kind === 'upload') return;
  if (kind === 'directory' && !deleteOriginals) return;
  const stream = file.read(0, file.sizeBytes);
  await keepOriginal(context.db, places.storage, delivery.id, stream, { signal: context.signal });
}

const APPLIED: readonly EndState[] = ['done', 'warnings', 'unchanged'];

/**
 * After an import: removes the original from its source, where the interface's rule says so, everything of it was applied,
 * and it is still the same. That it cannot be removed is said, and changes nothing else.
 */
export async function removeImported(
  { context, places, iface, delivery, file }: AroundImport,
  importId: string,
  state: EndState,
): Promise<void> {
  if (!iface.rules.deleteOriginals || context.run.params.preview || !APPLIED.includes(state)) return;
  const { sizeBytes, modifiedAt, version } = file;
  try {
    const source = await openSource(iface, { ...places, db: context.db });
    await source.remove?.({ path: delivery.path, sizeBytes, modifiedAt, version: version ?? null });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const said = { outcome: 'noted', severity: 'warning', code: 'F-original-stays', params: {} } as const;
    await context.addOutcomes(context.db, [{ importId, label: delivery.path, ...said }]);
  }
}
