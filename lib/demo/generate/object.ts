import type { Part } from './dialect';
import { chance, dayNear, type Source } from './source';

/** Types of objects with the attribute and some values of their subtype. */
const TYPES = {
  zimmer: ['zimmertyp', 'ZIMMER'],
  wohnung: ['wohnungtyp', 'ETAGE', 'DACHGESCHOSS', 'MAISONETTE', 'LOFT-STUDIO-ATELIER', 'PENTHOUSE', 'ERDGESCHOSS'],
  haus: ['haustyp', 'REIHENHAUS', 'EINFAMILIENHAUS', 'DOPPELHAUSHAELFTE', 'STADTHAUS', 'VILLA', 'BAUERNHAUS'],
  grundstueck: ['grundst_typ', 'WOHNEN', 'GEWERBE', 'LAND_FORSTWIRSCHAFT', 'FREIZEIT'],
  buero_praxen: ['buero_typ', 'BUEROFLAECHE', 'PRAXIS', 'BUEROZENTRUM', 'LOFT_ATELIER'],
  einzelhandel: ['handel_typ', 'LADENLOKAL', 'VERBRAUCHERMARKT', 'KIOSK'],
  gastgewerbe: ['gastgew_typ', 'GASTRONOMIE', 'PENSIONEN', 'HOTELS', 'BAR'],
  hallen_lager_prod: ['hallen_typ', 'HALLE', 'LAGER', 'PRODUKTION', 'WERKSTATT'],
  land_und_forstwirtschaft: ['land_typ', 'BAUERNHOF', 'WEINBAU', 'REITERHOEFE'],
  parken: ['parken_typ', 'STELLPLATZ', 'TIEFGARAGE', 'CARPORT'],
  sonstige: ['sonstige_typ', 'SONSTIGE', 'KRANKENHAUS'],
  freizeitimmobilie_gewerblich: ['freizeit_typ', 'SPORTANLAGEN', 'FREIZEITANLAGE'],
  zinshaus_renditeobjekt: ['zins_typ', 'MEHRFAMILIENHAUS', 'WOHN_UND_GESCHAEFTSHAUS'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

/** `objektkategorie`: one type mostly, sometimes two, and now and then one that the agency names itself. */
export function categoryXml({ writer, random, listing }: Source): Part {
  const { kind, rental } = listing;
  const isCommercial = kind.type === 'buero_praxen';
  const second = chance(random, 6) ? typeXml() : null;
  return writer.section(
    'objektkategorie',
    writer.element('nutzungsart', {
      WOHNEN: !isCommercial,
      GEWERBE: isCommercial,
      ANLAGE: chance(random, 5),
      WAZ: false,
    }),
    writer.element('vermarktungsart', {
      KAUF: !rental,
      MIETE_PACHT: rental,
      ERBPACHT: chance(random, 1),
      LEASING: false,
    }),
    writer.element(
      'objektart',
      {},
      writer.element(kind.type, { [TYPES[kind.type][0]]: kind.subtype }),
      second,
      chance(random, 5) ? writer.text('objektart_zusatz', random.pick(['Kapitänshaus', 'Mühle', 'Remise'])) : null,
    ),
    chance(random, 3) ? userField('kategorie_intern', random.pick(['A', 'B', 'C'])) : null,
  );

  function typeXml(): string {
    const type = random.pick(Object.keys(TYPES) as (keyof typeof TYPES)[]);
    const [attribute, ...subtypes] = TYPES[type];
    return writer.element(type, { [attribute]: random.pick<string>(subtypes) });
  }

  function userField(name: string, value: string): string | null {
    return writer.text('user_defined_simplefield', value, { feldname: name });
  }
}

const STATES: Record<string, string> = { Hamburg: 'Hamburg', München: 'Bayern', Augsburg: 'Bayern' };

export function geoXml({ writer, random, listing, index }: Source): Part {
  const floors = random.between(1, 8);
  const isFlat = listing.kind.type === 'wohnung';
  return writer.section(
    'geo',
    writer.text('plz', listing.postcode),
    writer.text('ort', listing.city),
    writer.element('geokoordinaten', { breitengrad: listing.latitude, laengengrad: listing.longitude }),
    writer.text('strasse', listing.street),
    writer.text('hausnummer', `${listing.houseNumber}${chance(random, 8) ? ' a–c' : ''}`),
    writer.text('bundesland', STATES[listing.city] ?? 'Schleswig-Holstein'),
    writer.element('land', { iso_land: 'DEU' }),
    chance(random, 20) ? writer.text('gemeindecode', `0${random.between(1_000_000, 9_999_999)}`) : null,
    chance(random, 25)
      ? [
          writer.text('flur', random.between(1, 40)),
          writer.text('flurstueck', `${random.between(1, 900)}/${random.between(1, 20)}`),
          writer.text('gemarkung', listing.city),
        ]
      : null,
    isFlat ? writer.text('etage', random.between(0, floors)) : null,
    writer.text('anzahl_etagen', floors),
    chance(random, 20)
      ? writer.element('lage_im_bau', { LINKS: chance(random, 50), HINTEN: chance(random, 30) })
      : null,
    isFlat && chance(random, 50) ? writer.text('wohnungsnummer', `WE ${random.between(1, 60)}`) : null,
    chance(random, 40)
      ? writer.element('lage_gebiet', { gebiete: random.pick(['WOHN', 'MISCH', 'INNENSTADT', 'VILLENGEGEND']) })
      : null,
    writer.text('regionaler_zusatz', listing.title.slice(listing.title.lastIndexOf('-') + 1)),
    chance(random, 30) ? [writer.truth('karten_makro', true), writer.truth('karten_mikro', chance(random, 50))] : null,
    chance(random, 10) ? writer.truth('virtuelletour', true) : null,
    chance(random, 4) ? writer.text('user_defined_simplefield', index, { feldname: 'lagekennzahl' }) : null,
  );
}

/** `kontaktperson`, and now and then somebody else. */
export function peopleXml({ writer, random, listing }: Source): Part {
  const { contact } = listing;
  if (!contact) return null;
  const person = writer.section(
    'kontaktperson',
    writer.text('email_zentrale', contact.email.replace(/^[^@]+/, 'info')),
    writer.text('email_direkt', contact.email),
    writer.text('tel_zentrale', `${contact.phone.slice(0, -2)}00`),
    writer.text('tel_durchw', contact.phone),
    chance(random, 30) ? writer.text('tel_fax', `${contact.phone.slice(0, -2)}99`) : null,
    writer.text('name', contact.lastName),
    writer.text('vorname', contact.firstName),
    writer.text('anrede', contact.salutation),
    writer.text('anrede_brief', `Guten Tag ${contact.firstName} ${contact.lastName}`),
    writer.text('firma', 'Maklerhaus am Markt'),
    chance(random, 50)
      ? [
          writer.text('strasse', 'Marktplatz'),
          writer.text('hausnummer', '7'),
          writer.text('plz', '23552'),
          writer.text('ort', 'Lübeck'),
          writer.element('land', { iso_land: 'DEU' }),
        ]
      : null,
    writer.text('url', `https://www.${contact.email.slice(contact.email.indexOf('@') + 1)}/`),
    writer.truth('adressfreigabe', true),
    writer.text('personennummer', contact.number),
    chance(random, 10) ? writer.text('freitextfeld', 'Rückruf am liebsten vormittags') : null,
  );
  const other = chance(random, 5)
    ? writer.element(
        'weitere_adresse',
        { adressart: 'Hausverwaltung' },
        writer.text('name', 'Wohnwert Verwaltung'),
        writer.text('ort', listing.city),
      )
    : null;
  return [person, other];
}

export function technicalXml({ writer, random, listing, index }: Source, action: string | null): Part {
  const written = action !== null && writer.dialect.lowerCase ? action.toLowerCase() : action;
  return writer.section(
    'verwaltung_techn',
    writer.text('objektnr_intern', String(100_000 + index)),
    writer.text('objektnr_extern', listing.externalNumber),
    writer.element('aktion', { aktionart: written }),
    chance(random, 40) ? writer.day('aktiv_von', dayNear(random, -200, -1)) : null,
    chance(random, 20) ? writer.day('aktiv_bis', dayNear(random, 400, 900)) : null,
    writer.text('openimmo_obid', listing.obid),
    writer.text('kennung_ursprung', writer.dialect.software),
    writer.day('stand_vom', dayNear(random, -60, 0)),
    writer.truth('weitergabe_generell', listing.sharedGenerally),
    chance(random, 3) ? writer.text('weitergabe_positiv', 'www.boerse-nord.example, sued.example') : null,
    chance(random, 3) ? writer.text('gruppen_kennung', `G${random.between(1, 40)}`) : null,
    chance(random, 2) ? writer.element('master', { visible: true }, `M${random.between(1, 9)}`) : null,
    writer.text('sprache', 'de-DE'),
  );
}
