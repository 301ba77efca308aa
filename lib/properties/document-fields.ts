/** A value of the delivered record, under the format's own element names. */
export interface DocumentField {
  path: string;
  value: string;
}

/** What of an address is shown although it is not released. */
const PUBLIC_GEO = new Set(['plz', 'ort', 'land', 'bundesland', 'regionaler_zusatz', 'etage', 'anzahl_etagen']);
/** Shown as contact and as files. */
const SHOWN_ELSEWHERE = new Set(['kontaktperson', 'anhaenge']);
const MOST_FIELDS = 2_000;

/** Every value of a record's document in its order; of `geo` only the place unless the address is released. */
export function listDocumentFields(document: Record<string, unknown>, addressReleased: boolean): DocumentField[] {
  const fields: DocumentField[] = [];
  const visit = (value: unknown, path: string[]): void => {
    if (fields.length >= MOST_FIELDS || isHidden(path, addressReleased)) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, path);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, child] of Object.entries(value)) visit(child, name === '#text' ? path : [...path, name]);
    } else if (value !== null && value !== '') {
      fields.push({ path: path.join(' / ').replaceAll('@', ''), value: String(value) });
    }
  };
  visit(document, []);
  return fields;
}

function isHidden([group, element]: string[], addressReleased: boolean): boolean {
  if (group === undefined) return false;
  if (SHOWN_ELSEWHERE.has(group)) return true;
  return group === 'geo' && element !== undefined && !addressReleased && !PUBLIC_GEO.has(element);
}
