import type { Field } from './field';

export const AVAILABILITY_FIELDS = [
  ['availableFrom', 'verwaltung_objekt/verfuegbar_ab', 'text'],
  ['shortestRental', 'verwaltung_objekt/min_mietdauer', 'text'],
  ['let', 'verwaltung_objekt/vermietet', 'yes-no'],
  ['permitNeeded', 'verwaltung_objekt/wbs_sozialwohnung', 'yes-no'],
  ['holidayHome', 'verwaltung_objekt/als_ferien', 'yes-no'],
  ['commercialUse', 'verwaltung_objekt/gewerbliche_nutzung', 'yes-no'],
  ['nonSmoking', 'verwaltung_objekt/nichtraucher', 'yes-no'],
  ['pets', 'verwaltung_objekt/haustiere', 'yes-no'],
] as const satisfies readonly Field[];

export const SURROUNDING_FIELDS = [
  ['districtNote', 'geo/regionaler_zusatz', 'text'],
  ['view', 'infrastruktur/ausblick', 'word'],
  ['distances', 'infrastruktur/distanzen', 'distance'],
  ['sportDistances', 'infrastruktur/distanzen_sport', 'distance'],
] as const satisfies readonly Field[];

export const TEXT_FIELDS = [
  ['headline', 'freitexte/dreizeiler', 'text'],
  ['locationText', 'freitexte/lage', 'text'],
  ['equipmentText', 'freitexte/ausstatt_beschr', 'text'],
  ['furtherText', 'freitexte/sonstige_angaben', 'text'],
] as const satisfies readonly Field[];

export const ADMINISTRATION_FIELDS = [
  ['statedOn', 'verwaltung_techn/stand_vom', 'day'],
  ['activeFrom', 'verwaltung_techn/aktiv_von', 'day'],
  ['activeUntil', 'verwaltung_techn/aktiv_bis', 'day'],
] as const satisfies readonly Field[];
