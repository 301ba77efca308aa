import type { OpenedDelivery, TransferHeader } from '../openimmo/types';
import type { DeliveredAttachment } from '../properties/plan-attachments';
import type { PropertyPlan } from '../properties/plan-types';
import type { ReadStock } from '../properties/stock';
import type { KnownProvider } from '../providers/match';
import type { OutcomeInput, RunContext } from '../runs/run';
import type { FileStorage } from '../storage/storage';
import type { InterfaceDetail } from './get';

/** Where an import's bytes come from and go to. */
export interface ImportPlaces {
  storage: FileStorage;
  deliveryRoots: readonly string[];
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

/** What the attachments step found out: record (seq) -> its attachments, with their bytes in storage. */
export interface PreparedAttachments {
  sets: Map<number, DeliveredAttachment[]>;
  outcomes: Map<number, OutcomeInput[]>;
}
