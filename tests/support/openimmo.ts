import { Readable } from 'node:stream';
import type { Message } from '@/lib/openimmo/messages';
import { openDelivery } from '@/lib/openimmo/open';
import type {
  DeliveryBytes,
  PropertyRecord,
  ProviderRecord,
  SiblingFile,
  TransferEvent,
  TransferHeader,
} from '@/lib/openimmo/types';

export type XmlChild = string | XmlChild[] | null;

/** An element; children that are strings are markup already: escape text with `escapeXml`. */
export function element(name: string, attributes: Record<string, string> = {}, ...children: XmlChild[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const content = flatten(children);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

export function textElement(name: string, text: string): string {
  return element(name, {}, escapeXml(text));
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function flatten(children: readonly XmlChild[]): string {
  return children.map((child) => (Array.isArray(child) ? flatten(child) : (child ?? ''))).join('\n');
}

export interface TransferOptions {
  scope?: string | null;
  timestamp?: string;
  declaration?: string;
}

/** A whole transfer around its `anbieter` elements. */
export function transferXml(providers: readonly string[], options: TransferOptions = {}): string {
  const scope: Record<string, string> = options.scope === null ? {} : { umfang: options.scope ?? 'TEIL' };
  const header = {
    art: 'OFFLINE',
    ...scope,
    version: '1.2.7',
    sendersoftware: 'Estate Builder',
    senderversion: '4.2',
    timestamp: options.timestamp ?? '2025-03-01T08:30:00',
  };
  const declaration = options.declaration ?? '<?xml version="1.0" encoding="UTF-8"?>\n';
  return declaration + element('openimmo', {}, element('uebertragung', header), [...providers]);
}

export function providerXml(properties: readonly string[], ids: { number?: string; anid?: string } = {}): string {
  const { number = 'A-100', anid } = ids;
  return element(
    'anbieter',
    {},
    textElement('anbieternr', number),
    textElement('firma', 'Hafen Immobilien'),
    anid === undefined ? null : textElement('openimmo_anid', anid),
    [...properties],
  );
}

export interface PropertyOptions {
  obid?: string | null;
  external?: string | null;
  action?: string | null;
  title?: string;
  /** further sections, as markup */
  sections?: readonly string[];
  technical?: readonly string[];
}

export function propertyXml(options: PropertyOptions = {}): string {
  const { obid = 'OBID-1', external = 'EXT-1', action = 'CHANGE' } = options;
  return element(
    'immobilie',
    {},
    [...(options.sections ?? [])],
    element('freitexte', {}, textElement('objekttitel', options.title ?? 'Helle Wohnung am Kai')),
    element(
      'verwaltung_techn',
      {},
      external === null ? null : textElement('objektnr_extern', external),
      action === null ? null : element('aktion', { aktionart: action }),
      obid === null ? null : textElement('openimmo_obid', obid),
      [...(options.technical ?? [])],
    ),
  );
}

/** One property of one provider in a partial transfer: what most tests need. */
export function oneProperty(options: PropertyOptions = {}): string {
  return transferXml([providerXml([propertyXml(options)])]);
}

export function attachmentXml(path: string, group = 'BILD', title = 'Bild'): string {
  return element(
    'anhang',
    { location: 'EXTERN', gruppe: group },
    textElement('anhangtitel', title),
    textElement('format', 'jpg'),
    element('daten', {}, textElement('pfad', path)),
  );
}

export interface MemoryOptions {
  name?: string;
  chunkBytes?: number;
  beside?: Record<string, Buffer>;
}

/** A delivery in memory, handed out in chunks of any size. */
export function deliveryOf(content: string | Buffer, options: MemoryOptions = {}): DeliveryBytes {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { name = 'delivery.xml', chunkBytes = 64 * 1024, beside } = options;
  const delivery: DeliveryBytes = {
    name,
    sizeBytes: bytes.length,
    read: (start, end) => Readable.from(chunksOf(bytes.subarray(start, end), chunkBytes), { objectMode: false }),
  };
  if (!beside) return delivery;
  return { ...delivery, beside: async (path) => findSibling(beside, path) };
}

function* chunksOf(bytes: Buffer, chunkBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

function findSibling(files: Record<string, Buffer>, wanted: string): SiblingFile | null {
  const fold = (path: string) => path.normalize('NFC').toLowerCase();
  const found = Object.entries(files).find(([path]) => fold(path) === fold(wanted));
  if (!found) return null;
  const [path, bytes] = found;
  return { path, sizeBytes: bytes.length, modifiedAt: '2025-03-01T00:00:00.000Z', read: () => Readable.from([bytes]) };
}

export interface ReadDelivery {
  events: TransferEvent[];
  headers: TransferHeader[];
  providers: ProviderRecord[];
  properties: PropertyRecord[];
  messages: Message[];
  codes: string[];
}

/** Everything a delivery says, with the messages of its records among the messages. */
export async function readAll(bytes: DeliveryBytes): Promise<ReadDelivery> {
  const events: TransferEvent[] = [];
  for await (const event of (await openDelivery(bytes)).events()) events.push(event);
  const properties = events.flatMap((event) => (event.type === 'property' ? [event.record] : []));
  const said = events.flatMap((event) => (event.type === 'message' ? [event.message] : []));
  const messages = [...said, ...properties.flatMap((property) => property.warnings)];
  return {
    events,
    headers: events.flatMap((event) => (event.type === 'transfer' ? [event.header] : [])),
    providers: events.flatMap((event) => (event.type === 'provider' ? [event.provider] : [])),
    properties,
    messages,
    codes: messages.map(({ code }) => code),
  };
}

/** The only property of a delivery. */
export async function readOne(bytes: DeliveryBytes | string): Promise<PropertyRecord> {
  const { properties } = await readAll(typeof bytes === 'string' ? deliveryOf(bytes) : bytes);
  const [property] = properties;
  if (!property || properties.length > 1) throw new Error(`${properties.length} properties instead of one`);
  return property;
}

export async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
