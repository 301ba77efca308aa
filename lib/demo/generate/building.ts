import type { Part } from './dialect';
import { chance, dayNear, type Source } from './source';

export function equipmentXml(source: Source): Part {
  const { writer, random } = source;
  const has = (percent: number) => chance(random, percent) || null;
  return writer.section(
    'ausstattung',
    writer.text('ausstatt_kategorie', random.pick(['STANDARD', 'GEHOBEN', 'LUXUS'])),
    writer.truth('wg_geeignet', chance(random, 30)),
    writer.element('bad', { DUSCHE: has(70), WANNE: has(60), FENSTER: has(50), BIDET: has(5) }),
    writer.element('kueche', { EBK: has(60), OFFEN: has(30), PANTRY: has(5) }),
    writer.element('boden', { FLIESEN: has(60), DIELEN: has(25), PARKETT: has(40), LAMINAT: has(20) }),
    writer.truth('kamin', chance(random, 20)),
    writer.element('heizungsart', { ZENTRAL: has(70), FUSSBODEN: has(40), ETAGE: has(10), OFEN: has(3) }),
    writer.element('befeuerung', { GAS: has(50), FERN: has(20), LUFTWP: has(15), PELLET: has(5), SOLAR: has(10) }),
    writer.truth('klimatisiert', chance(random, 5)),
    writer.element('fahrstuhl', { PERSONEN: chance(random, 40), LASTEN: chance(random, 3) }),
    writer.element('stellplatzart', { TIEFGARAGE: has(20), FREIPLATZ: has(30), GARAGE: has(20) }),
    writer.truth('gartennutzung', chance(random, 40)),
    chance(random, 60) ? comfortXml(source) : null,
    writer.truth('gaestewc', chance(random, 50)),
  );
}

/** What many agencies leave out. */
function comfortXml({ writer, random }: Source): Part {
  const has = (percent: number) => chance(random, percent) || null;
  return [
    writer.element('ausricht_balkon_terrasse', { SUED: has(40), WEST: has(40), SUEDWEST: has(20) }),
    writer.element('moebliert', { moeb: random.pick(['NEIN', 'TEIL', 'VOLL']) }),
    writer.truth('rollstuhlgerecht', chance(random, 10)),
    writer.truth('kabel_sat_tv', chance(random, 70)),
    writer.truth('barrierefrei', chance(random, 15)),
    writer.element('breitband_zugang', { art: 'Glasfaser', speed: random.pick(['100', '250', '1000']) }),
    writer.element('sicherheitstechnik', { ALARMANLAGE: has(10), KAMERA: has(5) }),
    writer.element('unterkellert', { keller: random.pick(['JA', 'NEIN', 'TEIL']) }),
    writer.truth('abstellraum', chance(random, 70)),
    writer.truth('fahrradraum', chance(random, 50)),
    writer.element('dachform', { SATTELDACH: has(60), FLACHDACH: has(20) }),
    writer.element('bauweise', { MASSIV: has(80), HOLZ: has(10) }),
    writer.element('energietyp', { NIEDRIGENERGIE: has(10), KFW40: has(5), NEUBAUSTANDARD: has(15) }),
  ];
}

/** `zustand_angaben` with none, one or two energy certificates, `bewertung` and `infrastruktur`. */
export function conditionXml(source: Source): Part {
  const { writer, random } = source;
  const year = random.between(1890, 2024);
  const certificates = random.pick([0, 1, 1, 1, 1, 1, 1, 2]);
  return [
    writer.section(
      'zustand_angaben',
      writer.text('baujahr', chance(random, 5) ? `ca. ${year}` : year),
      chance(random, 30) ? writer.text('letztemodernisierung', random.between(2005, 2024)) : null,
      writer.element('zustand', {
        zustand_art: random.pick(['GEPFLEGT', 'NEUWERTIG', 'TEIL_VOLLRENOVIERT', 'ERSTBEZUG']),
      }),
      writer.element('alter', { alter_attr: year < 1949 ? 'ALTBAU' : 'NEUBAU' }),
      chance(random, 10) ? writer.element('erschliessung', { erschl_attr: 'VOLLERSCHLOSSEN' }) : null,
      Array.from({ length: certificates }, (_, number) => certificateXml(source, number, year)),
      writer.element('verkaufstatus', { stand: random.pick(['OFFEN', 'OFFEN', 'OFFEN', 'RESERVIERT']) }),
    ),
    chance(random, 3)
      ? writer.section(
          'bewertung',
          writer.element(
            'feld',
            {},
            writer.text('name', 'Lage'),
            writer.text('wert', random.between(1, 5)),
            writer.text('typ', 'Zahl'),
          ),
        )
      : null,
    chance(random, 50)
      ? writer.section(
          'infrastruktur',
          writer.truth('zulieferung', chance(random, 20)),
          writer.element('ausblick', { blick: random.pick(['FERNE', 'SEE', 'BERGE', 'MEER']) }),
          writer.number('distanzen', random.between(1, 60) / 10, 1, { distanz_zu: 'HAUPTSCHULE' }),
          writer.number('distanzen', random.between(1, 40) / 10, 1, { distanz_zu: 'US_BAHN' }),
          chance(random, 20) ? writer.number('distanzen_sport', 4.2, 1, { distanz_zu_sport: 'SEE' }) : null,
        )
      : null,
  ];
}

function certificateXml({ writer, random }: Source, number: number, year: number): Part {
  const isDemand = number === 0 ? chance(random, 50) : true;
  const value = random.between(35, 240);
  return writer.section(
    'energiepass',
    writer.text('epart', isDemand ? 'BEDARF' : 'VERBRAUCH'),
    writer.day('gueltig_bis', dayNear(random, 400, 3600)),
    isDemand
      ? writer.number('endenergiebedarf', value, 1)
      : [writer.number('energieverbrauchkennwert', value, 1), writer.truth('mitwarmwasser', chance(random, 70))],
    writer.text('primaerenergietraeger', random.pick(['Gas', 'Fernwärme', 'Öl', 'Pellets'])),
    writer.text('wertklasse', random.pick(['A', 'B', 'C', 'D', 'E', 'F'])),
    writer.text('baujahr', year),
    writer.day('ausstelldatum', dayNear(random, -3000, -10)),
    writer.text('jahrgang', '2014'),
    writer.text('gebaeudeart', 'wohn'),
  );
}

export function managementXml({ writer, random, listing }: Source): Part {
  return writer.section(
    'verwaltung_objekt',
    writer.truth('objektadresse_freigeben', listing.addressReleased),
    writer.text('verfuegbar_ab', random.pick(['sofort', 'nach Vereinbarung', writer.date(dayNear(random, 10, 300))])),
    listing.rental ? writer.element('min_mietdauer', { min_dauer: 'JAHR' }, '1') : null,
    writer.truth('wbs_sozialwohnung', chance(random, 3)),
    writer.truth('vermietet', chance(random, 15)),
    chance(random, 30) ? writer.text('zugang', 'Schlüssel im Büro') : null,
    writer.truth('nichtraucher', chance(random, 20)),
    writer.truth('haustiere', chance(random, 50)),
    writer.element('geschlecht', { geschl_attr: 'EGAL' }),
    writer.truth('denkmalgeschuetzt', chance(random, 8)),
    writer.truth('als_ferien', chance(random, 3)),
    writer.truth('gewerbliche_nutzung', listing.kind.type === 'buero_praxen'),
  );
}

/** Fields of the agency's own, in the three ways that the format has for them. */
export function ownFieldsXml({ writer, random, index }: Source): Part {
  return [
    chance(random, 20) ? writer.text('user_defined_simplefield', `${index % 97}`, { feldname: 'rang' }) : null,
    chance(random, 5)
      ? writer.element('user_defined_anyfield', {}, '<statistik aufrufe="12"><tag>Mo</tag></statistik>')
      : null,
    chance(random, 5)
      ? writer.element(
          'user_defined_extend',
          {},
          writer.element(
            'feld',
            {},
            writer.text('name', 'Etikett'),
            writer.text('wert', random.pick(['grün', 'blau'])),
            writer.text('typ', 'Text'),
          ),
        )
      : null,
  ];
}
