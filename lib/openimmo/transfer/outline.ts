import type { Message } from '../messages';
import type { ReadHeader } from '../records/header';
import type { PropertyDraft } from '../records/property';
import type { ProviderRecord, TransferHeader } from '../types';

export type DraftEvent =
  | { type: 'transfer'; header: TransferHeader }
  | { type: 'provider'; provider: ProviderRecord }
  | { type: 'property'; providerIndex: number; draft: PropertyDraft }
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
