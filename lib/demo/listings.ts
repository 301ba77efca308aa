import type { Listing, ListingContact } from './listing';
import type { Place } from './places';
import { createRandom, type Random } from './random';

type Kind = Listing['kind'] & {
  noun: string;
  rooms: [number, number];
  area: [number, number];
  plot: [number, number] | null;
};

const KINDS: readonly Kind[] = [
  { type: 'wohnung', subtype: 'ETAGE', noun: 'Etagenwohnung', rooms: [2, 4], area: [54, 110], plot: null },
  { type: 'wohnung', subtype: 'DACHGESCHOSS', noun: 'Dachgeschosswohnung', rooms: [2, 4], area: [48, 120], plot: null },
  { type: 'wohnung', subtype: 'MAISONETTE', noun: 'Maisonette', rooms: [3, 5], area: [88, 150], plot: null },
  { type: 'haus', subtype: 'REIHENHAUS', noun: 'Reihenhaus', rooms: [4, 6], area: [105, 145], plot: [180, 320] },
  {
    type: 'haus',
    subtype: 'EINFAMILIENHAUS',
    noun: 'Einfamilienhaus',
    rooms: [5, 8],
    area: [130, 220],
    plot: [420, 980],
  },
  {
    type: 'haus',
    subtype: 'DOPPELHAUSHAELFTE',
    noun: 'Doppelhaushälfte',
    rooms: [4, 6],
    area: [115, 160],
    plot: [260, 480],
  },
  { type: 'buero_praxen', subtype: 'BUEROFLAECHE', noun: 'Bürofläche', rooms: [3, 9], area: [90, 320], plot: null },
];

const ADJECTIVES = ['Helle', 'Charmante', 'Gepflegte', 'Ruhige', 'Großzügige', 'Sanierte'] as const;
const NEUTER = ['Helles', 'Charmantes', 'Gepflegtes', 'Ruhiges', 'Großzügiges', 'Saniertes'] as const;
const EXTRAS = [
  'mit Südbalkon',
  'mit Einbauküche',
  'mit Garten',
  'mit Kamin',
  'mit Dielenboden',
  'mit Blick ins Grüne',
  'mit Stellplatz',
] as const;
const SENTENCES = [
  'Die Räume sind gut geschnitten und haben den ganzen Tag Licht.',
  'Im Bad wurden Leitungen und Fliesen vor wenigen Jahren erneuert.',
  'Der Dielenboden wurde abgeschliffen und geölt.',
  'Zum Haus gehören ein Fahrradkeller und eine gemeinschaftlich genutzte Waschküche.',
  'Die Heizung stammt aus dem Jahr 2019 und wird jährlich gewartet.',
  'Große Fenster führen auf den Balkon, von dem man in den Hof mit alten Bäumen sieht.',
  'Ein Abstellraum und ein Keller bieten Platz für alles, was nicht täglich gebraucht wird.',
] as const;

export interface ListingsInput {
  seed: number;
  count: number;
  /** Prefix of the agency's own numbers. */
  prefix: string;
  places: readonly Place[];
  contacts: readonly ListingContact[];
  pictures: number;
}

/** Listings that could be real: the same seed gives the same ones. */
export function createListings(input: ListingsInput): Listing[] {
  return [...generateListings(input)];
}

/** The same, one by one: there may be hundreds of thousands. */
export function* generateListings(input: ListingsInput): Generator<Listing> {
  const random = createRandom(input.seed);
  for (let index = 0; index < input.count; index++) yield createListing(input, index, random);
}

function createListing({ prefix, places, contacts, pictures }: ListingsInput, index: number, random: Random): Listing {
  const place = random.pick(places);
  const kind = random.pick(KINDS);
  const area = random.between(...kind.area);
  const rooms = random.between(...kind.rooms) + (kind.type === 'wohnung' && random.between(0, 3) === 0 ? 0.5 : 0);
  const rental = kind.type === 'buero_praxen' || random.between(0, 2) === 0;
  const price = rental ? area * place.rent : Math.round((area * place.buy) / 5000) * 5000;
  const number = `${prefix}-${String(index + 1).padStart(3, '0')}`;
  return {
    obid: `${prefix}OBID${String(index + 1).padStart(6, '0')}`,
    externalNumber: number,
    action: 'CHANGE',
    title: createTitle(kind, place, random),
    description: createDescription(kind, area, rooms, random),
    location: place.surroundings,
    kind: { type: kind.type, subtype: kind.subtype },
    rental,
    price: price.toFixed(2),
    currency: 'EUR',
    livingArea: area.toFixed(2),
    plotArea: kind.plot ? random.between(...kind.plot, 10).toFixed(2) : null,
    rooms: rooms.toFixed(1),
    street: random.pick(place.streets),
    houseNumber: String(random.between(2, 96)),
    postcode: place.postcode,
    city: place.city,
    latitude: (place.latitude + random.between(-40, 40) / 10_000).toFixed(5),
    longitude: (place.longitude + random.between(-40, 40) / 10_000).toFixed(5),
    addressReleased: random.between(0, 3) > 0,
    sharedGenerally: index % 4 === 1,
    contact: random.pick(contacts),
    pictures: Array.from({ length: pictures }, (_, picture) => ({
      group: picture === 0 ? 'TITELBILD' : 'BILD',
      title: ['Ansicht', 'Wohnzimmer', 'Küche', 'Garten'][picture] ?? 'Bild',
      path: `bilder/${number.toLowerCase()}_${picture + 1}.jpg`,
    })),
  };
}

function createTitle(kind: Kind, place: Place, random: Random): string {
  const adjective = random.pick(kind.type === 'haus' && kind.subtype !== 'DOPPELHAUSHAELFTE' ? NEUTER : ADJECTIVES);
  return `${adjective} ${kind.noun} ${random.pick(EXTRAS)} in ${place.city}-${place.district}`;
}

function createDescription(kind: Kind, area: number, rooms: number, random: Random): string {
  const size = `${String(rooms).replace('.', ',')} Zimmer auf ${area} m²: So viel Platz bietet diese Immobilie (${kind.noun}).`;
  const first = random.between(0, SENTENCES.length - 1);
  const second = (first + random.between(1, SENTENCES.length - 1)) % SENTENCES.length;
  return [size, SENTENCES[first], SENTENCES[second], 'Wir zeigen sie Ihnen gern nach Vereinbarung.'].join(' ');
}
