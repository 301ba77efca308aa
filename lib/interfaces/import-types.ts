import type { Network } from '../net/network';
import type { OpenedDelivery, TransferHeader } from '../openimmo/types';
import type { PropertyPlan } from '../properties/plan-types';
import type { ReadStock } from '../properties/stock';
import type { KnownProvider } from '../providers/match';
import type { OutcomeInput, RunContext } from '../runs/run';
import type { FileStorage } from '../storage/storage';
import type { InterfaceDetail } from './get';
import type { Confirmation } from './plans/confirmation';

/** Where an import's bytes come from and go to. */
export interface ImportPlaces {
  storage: FileStorage;
  deliveryRoots: readonly string[];
  /** To sources and attachments that lie elsewhere; this installation's. */
  network?: Network | undefined;
}

/** One delivery on its way through read, plan, attachments and apply. */
export interface ImportJob {
  context: RunContext;
  places: ImportPlaces;
  iface: InterfaceDetail;
  importId: string;
  deliveryId: string;
  path: string;
  modifiedAt: Date;
  opened: OpenedDelivery;
  /** Only a look: plans are kept for a person to see, and nothing is changed. */
  preview: boolean;
  /** Of a run that was started to apply what a person confirmed. */
  confirmation: Confirmation | null;
}

/** What one delivery says of one known provider. */
export interface ProviderPart {
  provider: KnownProvider;
  /** Its `anbieter` elements, by index; several when it is named more than once. */
  indexes: number[];
  headers: TransferHeader[];
  full: boolean;
  records: number;
}

export interface PlannedPart extends ProviderPart {
  plan: PropertyPlan;
  stock: ReadStock;
  hash: string;
}

/** What the attachments step found out, by record (seq). */
export interface PreparedAttachments {
  /** SHA-256 of the stored bytes of each attachment, in the record's own order; null: they could not be had. */
  contents: Map<number, (string | null)[]>;
  outcomes: Map<number, OutcomeInput[]>;
}
