import type { DifferenceKind } from '../sync/verification/compare-digests';

/** The latest comparison with the central server, as the status page says it. */
export interface VerificationStatus {
  at: string;
  /** Why nothing was compared; null: it was. */
  putOff: 'changing' | 'digest-unknown' | null;
  total: number;
  identical: number;
  differingCount: number;
  /** What was sent again is not integrated there yet. */
  repairing: boolean;
}

/** One comparison in the list of the last ones. */
export interface VerificationRow extends VerificationStatus {
  id: string;
  runId: string | null;
  /** What was done about the differences right after. */
  repaired: { sent: number; fetched: number; removed: number } | null;
}

export interface NamedDifference {
  table: string;
  id: string;
  label: string | null;
  kind: DifferenceKind;
}

export interface VerificationDetails {
  connected: boolean;
  /** A run with the central server is queued or going. */
  running: boolean;
  /** The newest first. */
  rows: VerificationRow[];
  /** Of the newest: at most the first hundred. */
  differences: NamedDifference[];
}
