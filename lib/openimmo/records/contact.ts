import type { ContactRecord, JsonObject } from '../types';
import { Fields, isObject, valueAt } from './fields';

/** `kontaktperson`; null when there is none, or nothing in it. */
export function readContact(fields: Fields): ContactRecord | null {
  const document = valueAt(fields.document, 'kontaktperson');
  if (!isObject(document)) return null;
  const contact = contactOf(document, new Fields(document, fields.lines, fields.warnings));
  const { document: _, ...values } = contact;
  return Object.values(values).every((value) => value === null) ? null : contact;
}

function contactOf(document: JsonObject, fields: Fields): ContactRecord {
  return {
    number: first(fields, 'personennummer', 'referenz_id'),
    salutation: first(fields, 'anrede'),
    title: first(fields, 'titel'),
    firstName: first(fields, 'vorname'),
    lastName: first(fields, 'name'),
    position: first(fields, 'position'),
    company: first(fields, 'firma'),
    email: first(fields, 'email_direkt', 'email_zentrale', 'email_sonstige', 'email_privat'),
    phone: first(fields, 'tel_durchw', 'tel_zentrale', 'tel_sonstige', 'tel_privat'),
    mobile: first(fields, 'tel_handy'),
    fax: first(fields, 'tel_fax'),
    website: first(fields, 'url'),
    street: first(fields, 'strasse'),
    houseNumber: first(fields, 'hausnummer'),
    postcode: first(fields, 'plz'),
    city: first(fields, 'ort'),
    country: first(fields, 'land/@iso_land', 'land'),
    document,
  };
}

function first(fields: Fields, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = fields.line(path);
    if (value !== null) return value;
  }
  return null;
}
