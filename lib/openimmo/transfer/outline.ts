import type { Message } from '../messages';
import type { LookedAt } from '../record-texts';
import type { ReadHeader } from '../records/header';
import type { PropertyDraft } from '../records/property';
import type { KnownEvent, ProviderRecord, TransferHeader } from '../types';

export type DraftEvent =
  | { type: 'transfer'; header: TransferHeader }
  | { type: 'provider'; provider: ProviderRecord }
  /** `whole` null: its text does not tell everything that it comes to. */
  | { type: 'property'; providerIndex: number; draft: PropertyDraft; whole: LookedAt | null }
  | KnownEvent
  | { type: 'message'; message: Message };

export interface TransferPlace {
  transferIndex: number;
  xmlPath: string;
  firstProvider: number;
  firstPosition: number;
}

/** Header and providers of a file: what a look ahead finds. */
export interface Outline {
  header: ReadHeader | null;
  providers: Map<number, ProviderRecord>;
}

/** Properties came before the header or before their provider's id: the file has to be looked through first. */
export class OutlineNeeded extends Error {}
