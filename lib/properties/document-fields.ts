import { CERTIFICATE_FIELDS } from './fields/building';
import type { Field } from './fields/field';
import { FIELD_GROUPS, type FieldGroup, type FieldKey } from './fields/groups';
import { type FieldValue, readable, readValue } from './fields/read-value';
import { isObject, itemsOf, type JsonObject, Taken } from './fields/taken';
import { PUBLIC_GEO } from './public-geo';

/** A value under its own name: the format's element names, or the name that a free field gives itself. */
export interface DocumentField {
  path: string;
  value: string;
}

export interface ShownField {
  key: FieldKey;
  /** `group/element` of the document. */
  path: string;
  values: FieldValue[];
}

/** `objektart`: the format's word for the kind, and what it says of it; null: in the sender's own words only. */
export interface ObjectKind {
  type: string | null;
  words: string[];
}

export interface DescribedDocument {
  groups: { group: FieldGroup; fields: ShownField[] }[];
  /** Each energy certificate for itself. */
  certificates: ShownField[][];
  /** What it is, in the delivery's order. */
  objectTypes: ObjectKind[];
  /** user_defined_*: names that a sender made up. */
  free: DocumentField[];
  /** Everything else. */
  rest: DocumentField[];
  currency: string | null;
}

/** Shown as contact and as files. */
const SHOWN_ELSEWHERE = new Set(['kontaktperson', 'anhaenge', 'anhang']);
/** Shown in the page's own places. */
const SHOWN_BY_COLUMNS = [
  ['freitexte', 'objekttitel'],
  ['freitexte', 'objektbeschreibung'],
  ['verwaltung_techn', 'openimmo_obid'],
  ['verwaltung_techn', 'objektnr_extern'],
  ['verwaltung_techn', 'objektnr_intern'],
  ['geo', 'plz'],
  ['geo', 'ort'],
  ['geo', 'strasse'],
  ['geo', 'hausnummer'],
] as const;
const MOST_FIELDS = 2_000;

/** A record's document as a page shows it. Of an address that is not released only the place. Pure. */
export function describeDocument(document: Record<string, unknown>, addressReleased: boolean): DescribedDocument {
  const visible = visibleDocument(document, addressReleased);
  const taken = new Taken();
  const groups = (Object.keys(FIELD_GROUPS) as FieldGroup[]).map((group) => ({
    group,
    fields: readFields(FIELD_GROUPS[group], visible, taken),
  }));
  const certificates = childrenOf(visible, 'zustand_angaben', 'energiepass').map((energiepass) =>
    readFields(CERTIFICATE_FIELDS, { energiepass }, taken),
  );
  const currency = readCurrency(visible, taken);
  for (const [group, element] of SHOWN_BY_COLUMNS) {
    const [parent] = itemsOf(visible[group]);
    if (isObject(parent) && !Array.isArray(parent[element])) taken.take(parent, element);
  }
  return {
    groups: groups.filter(({ fields }) => fields.length > 0),
    certificates: certificates.filter((fields) => fields.length > 0),
    objectTypes: readObjectTypes(visible, taken),
    free: readFreeFields(visible, taken),
    rest: listRest(visible, taken),
    currency,
  };
}

/** The document as people may see it: without an address that is not released. */
export function visibleDocument(document: Record<string, unknown>, addressReleased: boolean) {
  return addressReleased ? document : withoutAddress(document);
}

function withoutAddress(document: Record<string, unknown>): Record<string, unknown> {
  if (!Object.hasOwn(document, 'geo')) return document;
  const geo = itemsOf(document.geo).map((part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).filter(([name]) => PUBLIC_GEO.has(name))) : '',
  );
  return { ...document, geo };
}

function readFields(fields: readonly Field<FieldKey>[], document: JsonObject, taken: Taken): ShownField[] {
  return fields.flatMap(([key, path, kind]) => {
    const [group = '', element = ''] = path.split('/');
    const values = itemsOf(document[group]).flatMap((parent) => {
      if (!isObject(parent)) return [];
      return itemsOf(parent[element]).flatMap((item) => readValue(kind, parent, element, item, taken) ?? []);
    });
    return values.length > 0 ? [{ key, path, values }] : [];
  });
}

function childrenOf(document: JsonObject, group: string, element: string): JsonObject[] {
  return itemsOf(document[group]).flatMap((parent) =>
    isObject(parent) ? itemsOf(parent[element]).filter(isObject) : [],
  );
}

function readCurrency(document: JsonObject, taken: Taken): string | null {
  const [first] = itemsOf(document.preise).filter(isObject);
  const [item] = itemsOf(first?.waehrung);
  if (!first || item === undefined) return null;
  const code = (isObject(item) && taken.attribute(item, 'iso_waehrung')) || taken.text(first, 'waehrung', item);
  return code.toUpperCase() || null;
}

/** `<objektart><wohnung wohnungtyp="ETAGE"/><haus haustyp="VILLA"/></objektart>` */
function readObjectTypes(document: JsonObject, taken: Taken): ObjectKind[] {
  return childrenOf(document, 'objektkategorie', 'objektart').flatMap((types) =>
    Object.keys(types)
      .filter((name) => !/^[@#]|^user_defined/.test(name))
      .flatMap((name) =>
        itemsOf(types[name]).map((item) => {
          if (name === 'objektart_zusatz')
            return { type: null, words: [taken.text(types, name, item)].filter(Boolean) };
          const attributes = isObject(item) ? Object.keys(item).filter((key) => key.startsWith('@')) : [];
          const words = attributes.map((key) => taken.attribute(item as JsonObject, key.slice(1))).filter(Boolean);
          return { type: name, words: words.map(readable) };
        }),
      )
      .filter(({ type, words }) => type !== null || words.length > 0),
  );
}

/** Free fields anywhere but in what is shown elsewhere: a name in `feldname`, or several of name and value. */
function readFreeFields(document: JsonObject, taken: Taken): DocumentField[] {
  const fields: DocumentField[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isObject(value) || fields.length >= MOST_FIELDS) return;
    for (const [name, child] of Object.entries(value)) {
      if (name === 'user_defined_simplefield')
        fields.push(...itemsOf(child).flatMap((item) => readSimple(item, taken)));
      else if (name === 'user_defined_extend')
        fields.push(...itemsOf(child).flatMap((item) => readExtended(item, taken)));
      else visit(child);
    }
  };
  for (const [name, group] of Object.entries(document)) {
    if (!SHOWN_ELSEWHERE.has(name)) visit(name.startsWith('user_defined') ? { [name]: group } : group);
  }
  return fields;
}

function readSimple(item: unknown, taken: Taken): DocumentField[] {
  if (!isObject(item)) return [];
  const path = taken.attribute(item, 'feldname');
  const value = typeof item['#text'] === 'string' ? taken.text({}, '', item) : '';
  return path && value ? [{ path, value }] : [];
}

function readExtended(item: unknown, taken: Taken): DocumentField[] {
  if (!isObject(item)) return [];
  return itemsOf(item.feld).flatMap((field) => {
    if (!isObject(field) || typeof field.name !== 'string' || typeof field.wert !== 'string') return [];
    for (const name of ['name', 'wert', 'typ']) taken.take(field, name);
    return field.wert === '' ? [] : [{ path: field.name, value: field.wert }];
  });
}

/** What is left, in its order, under the format's own names. */
function listRest(document: JsonObject, taken: Taken): DocumentField[] {
  const fields: DocumentField[] = [];
  const visit = (value: unknown, parent: JsonObject, name: string, path: string[]): void => {
    if (fields.length >= MOST_FIELDS || (path.length === 1 && SHOWN_ELSEWHERE.has(name))) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, parent, name, path);
    } else if (isObject(value)) {
      for (const [key, child] of Object.entries(value))
        visit(child, value, key, key === '#text' ? path : [...path, key]);
    } else if (value !== null && value !== undefined && value !== '' && !taken.has(parent, name)) {
      fields.push({ path: path.join(' / ').replaceAll('@', ''), value: String(value) });
    }
  };
  for (const [name, value] of Object.entries(document)) visit(value, document, name, [name]);
  return fields;
}
