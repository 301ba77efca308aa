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
  const first = (...paths: string[]) => {
    for (const path of paths) {
      const value = fields.line(path);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    number: first('personennummer', 'referenz_id'),
    salutation: first('anrede'),
    title: first('titel'),
    firstName: first('vorname'),
    lastName: first('name'),
    position: first('position'),
    company: first('firma'),
    email: first('email_direkt', 'email_zentrale', 'email_sonstige', 'email_privat'),
    phone: first('tel_durchw', 'tel_zentrale', 'tel_sonstige', 'tel_privat'),
    mobile: first('tel_handy'),
    fax: first('tel_fax'),
    website: first('url'),
    street: first('strasse'),
    houseNumber: first('hausnummer'),
    postcode: first('plz'),
    city: first('ort'),
    country: first('land/@iso_land', 'land'),
    document,
  };
}
