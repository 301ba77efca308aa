import { message } from '../messages';
import type { Marketing, PropertyColumns, Usage } from '../types';
import { readDecimal } from '../values/decimal';
import { type Fields, isObject, valueAt } from './fields';
import { readPrices } from './prices';
import { readSharing } from './sharing';

/** What people search for and see, from an `immobilie`. Everything else stays in its document. */
export function readColumns(fields: Fields): PropertyColumns {
  const [objectType, objectSubtype] = readObjectType(fields);
  const marketing = readMarketing(fields);
  return {
    title: fields.line('freitexte/objekttitel'),
    headline: fields.text('freitexte/dreizeiler'),
    description: fields.text('freitexte/objektbeschreibung'),
    locationDescription: fields.text('freitexte/lage'),
    equipmentDescription: fields.text('freitexte/ausstatt_beschr'),
    otherDescription: fields.text('freitexte/sonstige_angaben'),
    objectType,
    objectSubtype,
    marketing,
    usage: readUsage(fields),
    ...readPrices(fields, marketing),
    livingArea: fields.decimal('flaechen/wohnflaeche'),
    usableArea: fields.decimal('flaechen/nutzflaeche'),
    totalArea: fields.decimal('flaechen/gesamtflaeche'),
    plotArea: fields.decimal('flaechen/grundstuecksflaeche'),
    rooms: fields.decimal('flaechen/anzahl_zimmer'),
    bedrooms: fields.decimal('flaechen/anzahl_schlafzimmer'),
    bathrooms: fields.decimal('flaechen/anzahl_badezimmer'),
    street: fields.line('geo/strasse'),
    houseNumber: fields.line('geo/hausnummer'),
    postcode: fields.line('geo/plz'),
    city: fields.line('geo/ort'),
    region: fields.line('geo/bundesland'),
    country: fields.line('geo/land/@iso_land') ?? fields.line('geo/land'),
    addressReleased: fields.boolean('verwaltung_objekt/objektadresse_freigeben'),
    ...readCoordinates(fields),
    activeFrom: fields.day('verwaltung_techn/aktiv_von'),
    activeUntil: fields.day('verwaltung_techn/aktiv_bis'),
    ...readSharing(fields),
    availableFrom: fields.line('verwaltung_objekt/verfuegbar_ab'),
    statedOn: fields.day('verwaltung_techn/stand_vom'),
    constructionYear: fields.line('zustand_angaben/baujahr'),
    condition: fields.line('zustand_angaben/zustand/@zustand_art'),
  };
}

/** `objektart` holds an element per type, whose first attribute is the subtype; further types stay in the document. */
function readObjectType(fields: Fields): [string | null, string | null] {
  const types = valueAt(fields.document, 'objektkategorie/objektart');
  if (!isObject(types)) return [null, null];
  const type = Object.keys(types).find((name) => !/^[@#]|^objektart_zusatz$|^user_defined/.test(name));
  if (type === undefined) return [null, null];
  const value = valueAt(types, type);
  const attribute = isObject(value) ? Object.keys(value).find((name) => name.startsWith('@')) : undefined;
  return [type, attribute === undefined ? null : fields.line(`objektkategorie/objektart/${type}/${attribute}`)];
}

function readMarketing(fields: Fields): Marketing | null {
  const [sale, rent, groundLease, leasing] = ['KAUF', 'MIETE_PACHT', 'ERBPACHT', 'LEASING'].map((name) =>
    readFlag(fields, 'objektkategorie/vermarktungsart', name),
  );
  if (sale && rent) return 'sale-or-rent';
  if (sale) return 'sale';
  if (rent) return 'rent';
  if (groundLease) return 'ground-lease';
  return leasing ? 'leasing' : null;
}

const USAGES: readonly (readonly [string, Usage])[] = [
  ['WOHNEN', 'residential'],
  ['GEWERBE', 'commercial'],
  ['ANLAGE', 'investment'],
  ['WAZ', 'temporary'],
];

function readUsage(fields: Fields): Usage | null {
  return USAGES.find(([name]) => readFlag(fields, 'objektkategorie/nutzungsart', name))?.[1] ?? null;
}

/** `<vermarktungsart KAUF="true"/>`, and the forms some software writes: an element or the bare word. */
function readFlag(fields: Fields, path: string, name: string): boolean {
  if (valueAt(fields.document, path) === undefined) return false;
  const forms = [`${path}/@${name}`, `${path}/@${name.toLowerCase()}`, `${path}/${name}`];
  const given = forms.find((form) => fields.raw(form) !== '');
  return given === undefined ? fields.raw(path).trim().toUpperCase() === name : fields.boolean(given) === true;
}

function readCoordinates(fields: Fields): { latitude: number | null; longitude: number | null } {
  const given = {
    latitude: fields.raw('geo/geokoordinaten/@breitengrad').trim(),
    longitude: fields.raw('geo/geokoordinaten/@laengengrad').trim(),
  };
  const none = { latitude: null, longitude: null };
  if (given.latitude === '' && given.longitude === '') return none;
  const latitude = toNumber(given.latitude);
  const longitude = toNumber(given.longitude);
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && !(latitude === 0 && longitude === 0);
  if (isPlace) return { latitude, longitude };
  const place = { line: fields.lineOf('geo/geokoordinaten'), element: 'geo/geokoordinaten' };
  fields.warnings.push(message('R-coordinates', given, place));
  return none;
}

function toNumber(text: string): number {
  const number = readDecimal(text);
  return number.kind === 'number' ? Number(number.value) : Number.NaN;
}
