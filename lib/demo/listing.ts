import { element, type Markup, text } from './xml';

/** A listing as an agency's software would send it. */
export interface Listing {
  obid: string | null;
  externalNumber: string | null;
  /** `aktionart` */
  action: 'CHANGE' | 'DELETE' | 'REFERENZ' | (string & {});
  title: string;
  description: string;
  location: string;
  kind: { type: 'wohnung' | 'haus' | 'grundstueck' | 'buero_praxen'; subtype: string };
  rental: boolean;
  price: string;
  currency: string;
  livingArea: string | null;
  plotArea: string | null;
  rooms: string | null;
  street: string;
  houseNumber: string;
  postcode: string;
  city: string;
  latitude: string;
  longitude: string;
  addressReleased: boolean;
  /** `weitergabe_generell` */
  sharedGenerally: boolean;
  contact: ListingContact | null;
  pictures: ListingPicture[];
}

export interface ListingContact {
  number: string;
  salutation: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
}

export interface ListingPicture {
  group: 'TITELBILD' | 'BILD' | 'GRUNDRISS' | 'DOKUMENTE';
  title: string;
  path: string;
}

/** `immobilie` */
export function listingXml(listing: Listing): string {
  if (listing.action === 'DELETE') return element('immobilie', {}, technicalXml(listing));
  return element(
    'immobilie',
    {},
    categoryXml(listing),
    geoXml(listing),
    listing.contact && contactXml(listing.contact),
    priceXml(listing),
    areaXml(listing),
    element(
      'freitexte',
      {},
      text('objekttitel', listing.title),
      text('lage', listing.location),
      text('objektbeschreibung', listing.description),
    ),
    listing.pictures.length === 0 ? null : element('anhaenge', {}, listing.pictures.map(pictureXml)),
    element('verwaltung_objekt', {}, text('objektadresse_freigeben', String(listing.addressReleased))),
    technicalXml(listing),
  );
}

function categoryXml({ kind, rental }: Listing): string {
  const attribute = { wohnung: 'wohnungtyp', haus: 'haustyp', grundstueck: 'grundst_typ', buero_praxen: 'buero_typ' }[
    kind.type
  ];
  const commercial = String(kind.type === 'buero_praxen');
  const living = String(kind.type !== 'buero_praxen');
  return element(
    'objektkategorie',
    {},
    element('nutzungsart', { WOHNEN: living, GEWERBE: commercial, ANLAGE: 'false' }),
    element('vermarktungsart', { KAUF: String(!rental), MIETE_PACHT: String(rental) }),
    element('objektart', {}, element(kind.type, { [attribute]: kind.subtype })),
  );
}

function geoXml(listing: Listing): string {
  return element(
    'geo',
    {},
    text('plz', listing.postcode),
    text('ort', listing.city),
    element('geokoordinaten', { breitengrad: listing.latitude, laengengrad: listing.longitude }),
    text('strasse', listing.street),
    text('hausnummer', listing.houseNumber),
    element('land', { iso_land: 'DEU' }),
  );
}

function contactXml(contact: ListingContact): string {
  return element(
    'kontaktperson',
    {},
    text('email_direkt', contact.email),
    text('tel_durchw', contact.phone),
    text('name', contact.lastName),
    text('vorname', contact.firstName),
    text('anrede', contact.salutation),
    text('personennummer', contact.number),
  );
}

function priceXml({ rental, price, currency }: Listing): string {
  const amount: Markup = rental ? text('kaltmiete', price) : text('kaufpreis', price);
  return element('preise', {}, amount, element('waehrung', { iso_waehrung: currency }));
}

function areaXml({ livingArea, plotArea, rooms }: Listing): string {
  return element(
    'flaechen',
    {},
    text('wohnflaeche', livingArea),
    text('grundstuecksflaeche', plotArea),
    text('anzahl_zimmer', rooms),
  );
}

function pictureXml({ group, title, path }: ListingPicture): string {
  return element(
    'anhang',
    { location: 'EXTERN', gruppe: group },
    text('anhangtitel', title),
    text('format', 'image/jpeg'),
    element('daten', {}, text('pfad', path)),
  );
}

function technicalXml({ obid, externalNumber, action, sharedGenerally }: Listing): string {
  return element(
    'verwaltung_techn',
    {},
    text('objektnr_extern', externalNumber),
    element('aktion', action === '' ? {} : { aktionart: action }),
    text('openimmo_obid', obid),
    sharedGenerally ? text('weitergabe_generell', 'true') : null,
  );
}
