import type { propertyState } from '../db/schema/properties';
import type { RecordAction, RecordKeys } from '../openimmo/types';

export type PropertyState = (typeof propertyState.enumValues)[number];
export type KeyKind = 'obid' | 'external' | 'internal';

/** What planning needs to know of a delivered record. */
export interface IncomingRecord {
  /** Its place in the delivery: later ones win. */
  seq: number;
  action: RecordAction;
  keys: RecordKeys;
  contentHash: string;
  line: number | null;
  /** The interface's rules leave it out: it counts as present, and nothing of it is written. */
  leftOut?: boolean;
}

export interface StockProperty {
  id: string;
  state: PropertyState;
  contentHash: string;
  interfaceId: string | null;
}

/** A provider's properties and every key under which one of them was ever delivered (`kind:value` -> property id). */
export interface Stock {
  properties: ReadonlyMap<string, StockProperty>;
  keys: ReadonlyMap<string, string>;
}

export interface PlanInput {
  records: readonly IncomingRecord[];
  stock: Stock;
  interfaceId: string;
  recordKey: KeyKind;
  /** The provider's transfer is a full one: what is absent may be removed. */
  full: boolean;
  fullTransfer: 'ignore' | 'withdraw' | 'delete';
  /** A new property's id; the same for the same record however often it is planned. */
  newId(seq: number): string;
  /** Called between any two records: a stock of 20,000 is planned for longer than a request may wait. */
  breathe(): Promise<void>;
}

export type Decision =
  | { kind: 'created' | 'updated' | 'restored'; seq: number; id: string; state: 'active' | 'reference'; moved: boolean }
  | { kind: 'unchanged'; seq: number; id: string }
  /** `seq` null: absent from a full transfer. */
  | { kind: 'removed'; seq: number | null; id: string; state: 'withdrawn' | 'trashed' };

export type PlanCode =
  | 'R-duplicate'
  | 'R-key-conflict'
  | 'R-key-too-long'
  | 'R-delete-unknown'
  | 'R-no-text'
  | 'R-moved'
  | 'P-removals-blocked';

/** What planning has to say about a record (or, with `seq` null, about the provider's transfer). */
export interface Notice {
  seq: number | null;
  code: PlanCode | 'R-no-key';
  outcome: 'failed' | 'noted' | 'skipped';
  severity: 'note' | 'warning' | 'error';
  params: Record<string, string | number>;
}

/** A key that a property is found by from now on. */
export interface AddedKey {
  id: string;
  kind: KeyKind;
  value: string;
}

export interface PropertyPlan {
  decisions: Decision[];
  /** Every key of every record that was assigned, as far as it is new. */
  keys: AddedKey[];
  notices: Notice[];
  failed: number;
  skipped: number;
  /** Active properties of this provider and interface before the transfer. */
  stock: number;
  /** Those of them that absence removes. */
  absent: number;
}
