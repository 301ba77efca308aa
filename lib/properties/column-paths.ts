/** Which elements of the document (`group/element`) a column of `properties` is read from, where it says all that they say. */
export const COLUMN_PATHS: Readonly<Record<string, readonly string[]>> = {
  obid: ['verwaltung_techn/openimmo_obid'],
  external_number: ['verwaltung_techn/objektnr_extern'],
  internal_number: ['verwaltung_techn/objektnr_intern'],
  title: ['freitexte/objekttitel'],
  description: ['freitexte/objektbeschreibung'],
  object_type: ['objektkategorie/objektart'],
  object_subtype: ['objektkategorie/objektart'],
  marketing: ['objektkategorie/vermarktungsart'],
  usage: ['objektkategorie/nutzungsart'],
  currency: ['preise/waehrung'],
  living_area: ['flaechen/wohnflaeche'],
  plot_area: ['flaechen/grundstuecksflaeche'],
  rooms: ['flaechen/anzahl_zimmer'],
  street: ['geo/strasse'],
  house_number: ['geo/hausnummer'],
  postcode: ['geo/plz'],
  city: ['geo/ort'],
  country: ['geo/land'],
  address_released: ['verwaltung_objekt/objektadresse_freigeben'],
  latitude: ['geo/geokoordinaten'],
  longitude: ['geo/geokoordinaten'],
  active_from: ['verwaltung_techn/aktiv_von'],
  active_until: ['verwaltung_techn/aktiv_bis'],
  shared_generally: ['verwaltung_techn/weitergabe_generell'],
  shared_with: ['verwaltung_techn/weitergabe_positiv'],
  not_shared_with: ['verwaltung_techn/weitergabe_negativ'],
};

/** The one price of a record is one of these. */
export const PRICE_PATHS: ReadonlySet<string> = new Set([
  'preise/kaufpreis',
  'preise/kaufpreisbrutto',
  'preise/kaufpreisnetto',
  'preise/richtpreis',
  'preise/kaltmiete',
  'preise/nettokaltmiete',
  'preise/pauschalmiete',
  'preise/pacht',
  'preise/erbpacht',
  'preise/warmmiete',
]);

/** The columns that an element of the document is read into. */
export function columnsOf(path: string): string[] {
  const columns = Object.keys(COLUMN_PATHS).filter((column) => COLUMN_PATHS[column]?.includes(path));
  return PRICE_PATHS.has(path) ? [...columns, 'price', 'price_on_request'] : columns;
}
