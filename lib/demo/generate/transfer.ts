import type { Listing } from '../listing';
import { generateListings } from '../listings';
import { NORTH, SOUTH } from '../places';
import { createRandom, type Random } from '../random';
import { DIALECTS, type Dialect, PLAIN, Writer } from './dialect';
import { Filler } from './filler';
import { contactsOf } from './people';
import { type PropertyOptions, propertyXml } from './property';

export interface GenerateInput {
  properties: number;
  /** per property */
  images: number;
  seed: number;
  providers: number;
  scope: 'VOLL' | 'TEIL';
  /** `mixed`: each provider's software writes OpenImmo in its own way. */
  dialects: 'plain' | 'mixed';
  /** of a hundred properties, how many have something that leaves a warning */
  faults: number;
  /** Size that the XML is filled up to with longer descriptions; null: as long as they are. */
  xmlBytes: number | null;
  /** of a hundred attachments, how many are addresses instead of files */
  urls: number;
  /** All properties share that many pictures; null: each picture is another one. */
  pool: number | null;
}

export const DEFAULTS: GenerateInput = {
  properties: 200,
  images: 4,
  seed: 1,
  providers: 1,
  scope: 'VOLL',
  dialects: 'plain',
  faults: 0,
  xmlBytes: null,
  urls: 0,
  pool: null,
};

export interface GeneratedProvider {
  number: string;
  openimmoAnid: string;
  name: string;
}

/** The providers that a generated delivery names: those who import it must know them. */
export function generatedProviders({
  seed,
  providers,
}: Pick<GenerateInput, 'seed' | 'providers'>): GeneratedProvider[] {
  return Array.from({ length: providers }, (_, index) => ({
    number: `G-${seed}-${index + 1}`,
    openimmoAnid: `${String(seed).padStart(8, '0')}${String(index + 1).padStart(4, '0')}generateddelivery00`,
    name: `Maklerhaus ${index + 1} (erzeugt)`,
  }));
}

/** One XML file of a delivery, in pieces: they are made as they are asked for. */
export interface GeneratedXml {
  path: string;
  encoding: Dialect['encoding'];
  pieces(): Generator<string>;
}

/** The XML files of a delivery: one for all providers that write alike. */
export function generateXml(input: GenerateInput): GeneratedXml[] {
  const providers = generatedProviders(input);
  if (input.dialects === 'plain') {
    return [{ path: 'openimmo.xml', encoding: 'UTF-8', pieces: () => writeTransfer(input, PLAIN, providers) }];
  }
  return providers.map((provider, index) => {
    const dialect = DIALECTS[index % DIALECTS.length] ?? PLAIN;
    return {
      path: `anbieter-${index + 1}/openimmo.xml`,
      encoding: dialect.encoding,
      pieces: () => writeTransfer(input, dialect, [provider]),
    };
  });
}

function* writeTransfer(
  input: GenerateInput,
  dialect: Dialect,
  providers: readonly GeneratedProvider[],
): Generator<string> {
  const writer = new Writer(dialect);
  const { prefix, namespace } = dialect;
  const all = generatedProviders(input);
  const declared = namespace === null ? '' : ` xmlns${prefix === '' ? '' : `:${prefix.slice(0, -1)}`}="${namespace}"`;
  yield `<?xml version="1.0" encoding="${dialect.encoding}"?>\n<${prefix}openimmo${declared}>\n`;
  yield `${writer.element('uebertragung', {
    art: 'OFFLINE',
    umfang: dialect.lowerCase ? input.scope.toLowerCase() : input.scope,
    modus: 'CHANGE',
    version: '1.2.7',
    sendersoftware: dialect.software,
    senderversion: '12.4',
    techn_email: 'technik@maklerhaus.example',
    timestamp: '2025-03-01T08:30:00',
  })}\n`;
  const fill = new Filler(input.xmlBytes, input.properties);
  for (const provider of providers) {
    const index = all.findIndex(({ number }) => number === provider.number);
    yield `<${prefix}anbieter>\n${writer.text('anbieternr', provider.number)}${writer.text('firma', provider.name)}`;
    yield `${writer.text('openimmo_anid', provider.openimmoAnid)}\n`;
    yield* writeProperties(input, writer, index, fill);
    yield `</${prefix}anbieter>\n`;
  }
  yield `</${prefix}openimmo>\n`;
}

function* writeProperties(input: GenerateInput, writer: Writer, provider: number, fill: Filler): Generator<string> {
  const random = createRandom(input.seed * 1009 + provider);
  let index = 0;
  for (const listing of listingsOf(input, provider)) {
    const action = chooseAction(random, input.scope);
    const options: PropertyOptions = { action, more: fill.ask(), urls: input.urls, faults: input.faults };
    const property = `${propertyXml(writer, random, listing, index, options)}\n`;
    fill.wrote(property);
    index++;
    yield property;
  }
}

function* listingsOf(input: GenerateInput, provider: number): Generator<Listing> {
  const share = Math.floor(input.properties / input.providers);
  const listings = generateListings({
    seed: input.seed * 9973 + provider,
    count: provider < input.properties % input.providers ? share + 1 : share,
    prefix: `G${input.seed}P${provider + 1}`,
    places: provider % 2 === 0 ? NORTH : SOUTH,
    contacts: contactsOf(provider),
    pictures: input.images,
  });
  let next = provider;
  for (const listing of listings) {
    const { pool } = input;
    if (pool === null) yield listing;
    else yield { ...listing, pictures: listing.pictures.map((one) => ({ ...one, path: pooledPath(next++ % pool) })) };
  }
}

function pooledPath(number: number): string {
  return `bilder/motiv-${String(number + 1).padStart(4, '0')}.jpg`;
}

/** The files that the delivery's properties name, each with a number of its own. */
export function* picturePaths(input: GenerateInput): Generator<{ path: string; number: number }> {
  let number = 0;
  for (; number < (input.pool ?? 0); number++) yield { path: pooledPath(number), number };
  for (let provider = 0; provider < (input.pool === null ? input.providers : 0); provider++) {
    for (const { pictures } of listingsOf(input, provider)) {
      for (const { path } of pictures) yield { path, number: number++ };
    }
  }
}

/** References and, in a partial transfer, deletions among what is new or changed; some software says nothing for that. */
function chooseAction(random: Random, scope: GenerateInput['scope']): string | null {
  const dice = random.between(1, 100);
  if (scope === 'TEIL' && dice <= 3) return 'DELETE';
  if (dice <= 5) return 'REFERENZ';
  return dice <= 10 ? 'ADD' : dice <= 15 ? null : 'CHANGE';
}
