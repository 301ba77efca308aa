import type { Readable } from 'node:stream';
import type { Message } from './messages';
import type { KnownTexts } from './record-texts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };

/** The bytes of one delivery, wherever they lie. `name` is only shown; what the file is, its content says. */
export interface DeliveryBytes {
  name: string;
  sizeBytes: number;
  read(start: number, endExclusive: number): Readable;
  /** Files beside a bare XML, by a relative path with `/` and without `..`; compares NFC and case-folded. */
  beside?: (path: string) => Promise<SiblingFile | null>;
}

export interface SiblingFile {
  path: string;
  sizeBytes: number;
  /** ISO time in UTC */
  modifiedAt: string;
  read(): Readable;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Records with these texts are not read, but named by them; and those that are read are named too. */
  texts?: KnownTexts;
}

export type InlineAttachment = { sha256: string; bytes: Buffer };

/** A delivery whose container is checked and whose XML files are found. */
export interface OpenedDelivery {
  kind: 'zip' | 'xml';
  /** Can be called again; each call reads from the beginning. */
  events(options?: ReadOptions): AsyncGenerator<TransferEvent>;
  /** Bytes of an `entry`, `sibling` or `base64` location (the last one reads the XML again: for many use `inlineAttachments`). */
  openAttachment(location: AttachmentLocation): Promise<Readable>;
  /** Reads the XML once more and hands out the wanted base64 attachments one by one, each content once. */
  inlineAttachments(wanted: ReadonlySet<string>, options?: ReadOptions): AsyncGenerator<InlineAttachment>;
}

/** `transfer` comes before its providers, `provider` before its properties. A second `provider` event with the same index replaces the first. */
export type TransferEvent =
  | { type: 'transfer'; header: TransferHeader }
  | { type: 'provider'; provider: ProviderRecord }
  /** `textHash`: where texts were asked for; null: its text does not tell everything that it comes to. */
  | { type: 'property'; providerIndex: number; record: PropertyRecord; textHash?: string | null }
  | KnownEvent
  | { type: 'message'; message: Message }
  | { type: 'progress'; readBytes: number; totalBytes: number };

/** A record whose text is known already. */
export interface KnownEvent {
  type: 'known';
  providerIndex: number;
  /** See PropertyRecord. */
  position: number;
  line: number;
  textHash: string;
}

export type TransferScope = 'full' | 'partial';
export type RecordAction = 'upsert' | 'delete' | 'reference';

/** `uebertragung` of one XML file. */
export interface TransferHeader {
  /** n-th XML file of the delivery, from 0 */
  index: number;
  /** path in the archive, or the delivery's name */
  xmlPath: string;
  scope: TransferScope;
  /** `umfang` was given and understood */
  scopeGiven: boolean;
  /** UTC ISO time, null when missing or not a time */
  timestamp: string | null;
  software: string | null;
  softwareVersion: string | null;
  /** version of the format */
  version: string | null;
  mode: string | null;
  technicalEmail: string | null;
  document: JsonObject;
}

/** One `anbieter` element. The same provider may come several times: `sameAs` is the index of the first one. */
export interface ProviderRecord {
  /** unique in the delivery, from 0 */
  index: number;
  transferIndex: number;
  line: number;
  sameAs: number | null;
  number: string | null;
  openimmoAnid: string | null;
  name: string | null;
  licence: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
  document: JsonObject;
}

export type RecordKeys = { obid: string | null; external: string | null; internal: string | null };

/** One `immobilie`. Without any key it carries an `R-no-key` error and must not be applied. */
export interface PropertyRecord {
  /** n-th `immobilie` of the delivery, from 0: later ones win */
  position: number;
  xmlPath: string;
  line: number;
  action: RecordAction;
  keys: RecordKeys;
  columns: PropertyColumns;
  /** Every element by its local name; repeated ones as arrays; attributes as `@name`, text beside them as `#text`; base64 as `sha256:…`. */
  document: JsonObject;
  contact: ContactRecord | null;
  /** null: nothing was delivered, keep what is stored */
  attachments: AttachmentRecord[] | null;
  warnings: Message[];
}

export type Marketing = 'sale' | 'rent' | 'sale-or-rent' | 'ground-lease' | 'leasing';
export type Usage = 'residential' | 'commercial' | 'investment' | 'temporary';

/** Decimals are strings like `1234.5`, days `YYYY-MM-DD`; texts are without markup and control characters, with their lines. */
export interface PropertyColumns {
  title: string | null;
  headline: string | null;
  description: string | null;
  locationDescription: string | null;
  equipmentDescription: string | null;
  otherDescription: string | null;
  objectType: string | null;
  objectSubtype: string | null;
  marketing: Marketing | null;
  usage: Usage | null;
  price: string | null;
  /** per month */
  rent: string | null;
  rentTotal: string | null;
  additionalCosts: string | null;
  /** ISO 4217, upper case */
  currency: string | null;
  priceOnRequest: boolean;
  livingArea: string | null;
  usableArea: string | null;
  totalArea: string | null;
  plotArea: string | null;
  rooms: string | null;
  bedrooms: string | null;
  bathrooms: string | null;
  street: string | null;
  houseNumber: string | null;
  postcode: string | null;
  city: string | null;
  region: string | null;
  /** as delivered, mostly ISO 3166 alpha-3 */
  country: string | null;
  /** null: not said */
  addressReleased: boolean | null;
  latitude: number | null;
  longitude: number | null;
  activeFrom: string | null;
  activeUntil: string | null;
  /** weitergabe_generell; missing means no */
  sharedGenerally: boolean;
  /** weitergabe_positiv and weitergabe_negativ: domains, lower case, in order; the negative list wins */
  sharedWith: string[];
  notSharedWith: string[];
  /** free text, as delivered */
  availableFrom: string | null;
  statedOn: string | null;
  constructionYear: string | null;
  condition: string | null;
}

export interface ContactRecord {
  number: string | null;
  salutation: string | null;
  title: string | null;
  firstName: string | null;
  lastName: string | null;
  position: string | null;
  company: string | null;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  fax: string | null;
  website: string | null;
  street: string | null;
  houseNumber: string | null;
  postcode: string | null;
  city: string | null;
  country: string | null;
  document: JsonObject;
}

export type AttachmentLocation =
  | { kind: 'entry'; path: string; crc32: number; sizeBytes: number }
  | { kind: 'sibling'; path: string; sizeBytes: number; modifiedAt: string }
  | { kind: 'base64'; sha256: string; sizeBytes: number }
  | { kind: 'url'; url: string }
  | { kind: 'missing'; name: string };

export interface AttachmentRecord {
  /** from 0: the title picture first, then in the order of the document */
  position: number;
  line: number;
  group: string | null;
  title: string | null;
  format: string | null;
  /** what the delivery calls the file: the last part of its path or URL */
  name: string | null;
  check: { type: string | null; value: string } | null;
  location: AttachmentLocation;
  /** Equal fingerprints: nothing to fetch again. */
  fingerprint: string;
}
