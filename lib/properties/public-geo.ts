/** What of the format's `geo` is shown although the address is not released. */
export const PUBLIC_GEO: ReadonlySet<string> = new Set([
  'plz',
  'ort',
  'land',
  'bundesland',
  'regionaler_zusatz',
  'etage',
  'anzahl_etagen',
]);

const HIDDEN_COLUMNS: ReadonlySet<string> = new Set(['street', 'house_number', 'latitude', 'longitude']);

/** Whether a changed field (a column, or `group/element` of the document) gives away an address that is not released. */
export function isAddressField(field: string): boolean {
  if (HIDDEN_COLUMNS.has(field)) return true;
  const [group, element = ''] = field.split('/');
  return group === 'geo' && !PUBLIC_GEO.has(element);
}
