import type { Difference } from './compare-digests';

/** send: again to the central server. send-deletion: as deleted. offer: a provider, as on a first run. fetch: from there. remove: here. */
export type RepairWay = 'send' | 'send-deletion' | 'offer' | 'fetch' | 'remove';

export interface RepairCircumstances {
  /** This site's database came out of a backup: what only the central server has, or has newer, comes back from there. */
  siteRestored: boolean;
  /** The changelog knows that this site deleted it. */
  deletedHere: boolean;
  /** A provider that this site's own records refer to. */
  usedHere: boolean;
}

/**
 * How one difference is repaired, on the way that loses no data. The owner wins: this site over its own records, unless it
 * was restored; the central server over all else. What this site did not delete and only the central server has comes back; a
 * provider that the central server lost is offered to it again where this site's records need it.
 */
export function planRepair(
  { scope, kind, newerThere }: Pick<Difference, 'scope' | 'kind' | 'newerThere'>,
  { siteRestored, deletedHere, usedHere }: RepairCircumstances,
): RepairWay {
  if (scope !== 'own') return kind === 'missing-there' ? (usedHere ? 'offer' : 'remove') : 'fetch';
  if (kind === 'missing-there') return 'send';
  if (kind === 'missing-here') return deletedHere ? 'send-deletion' : 'fetch';
  return siteRestored && newerThere ? 'fetch' : 'send';
}
