import type { Field } from './field';

export const AREA_FIELDS = [
  ['livingArea', 'flaechen/wohnflaeche', 'area'],
  ['usableArea', 'flaechen/nutzflaeche', 'area'],
  ['totalArea', 'flaechen/gesamtflaeche', 'area'],
  ['plotArea', 'flaechen/grundstuecksflaeche', 'area'],
  ['lettableArea', 'flaechen/vermietbare_flaeche', 'area'],
  ['officeArea', 'flaechen/bueroflaeche', 'area'],
  ['salesArea', 'flaechen/verkaufsflaeche', 'area'],
  ['storageArea', 'flaechen/lagerflaeche', 'area'],
  ['gardenArea', 'flaechen/gartenflaeche', 'area'],
  ['balconyArea', 'flaechen/balkon_terrasse_flaeche', 'area'],
] as const satisfies readonly Field[];

export const ROOM_FIELDS = [
  ['rooms', 'flaechen/anzahl_zimmer', 'number'],
  ['bedrooms', 'flaechen/anzahl_schlafzimmer', 'number'],
  ['bathrooms', 'flaechen/anzahl_badezimmer', 'number'],
  ['separateToilets', 'flaechen/anzahl_sep_wc', 'number'],
  ['balconies', 'flaechen/anzahl_balkone', 'number'],
  ['terraces', 'flaechen/anzahl_terrassen', 'number'],
  ['homes', 'flaechen/anzahl_wohneinheiten', 'number'],
  ['floor', 'geo/etage', 'number'],
  ['floors', 'geo/anzahl_etagen', 'number'],
] as const satisfies readonly Field[];

export const EQUIPMENT_FIELDS = [
  ['standard', 'ausstattung/ausstatt_kategorie', 'word'],
  ['bathroom', 'ausstattung/bad', 'flags'],
  ['kitchen', 'ausstattung/kueche', 'flags'],
  ['flooring', 'ausstattung/boden', 'flags'],
  ['furnished', 'ausstattung/moebliert', 'word'],
  ['fireplace', 'ausstattung/kamin', 'yes-no'],
  ['airConditioning', 'ausstattung/klimatisiert', 'yes-no'],
  ['lift', 'ausstattung/fahrstuhl', 'flags'],
  ['stepFree', 'ausstattung/barrierefrei', 'yes-no'],
  ['guestToilet', 'ausstattung/gaestewc', 'yes-no'],
  ['cellar', 'ausstattung/unterkellert', 'word'],
  ['garden', 'ausstattung/gartennutzung', 'yes-no'],
  ['winterGarden', 'ausstattung/wintergarten', 'yes-no'],
  ['sauna', 'ausstattung/sauna', 'yes-no'],
  ['pool', 'ausstattung/swimmingpool', 'yes-no'],
] as const satisfies readonly Field[];
