import type { Field } from './field';

export const CONDITION_FIELDS = [
  ['built', 'zustand_angaben/baujahr', 'text'],
  ['modernised', 'zustand_angaben/letztemodernisierung', 'text'],
  ['condition', 'zustand_angaben/zustand', 'word'],
  ['age', 'zustand_angaben/alter', 'word'],
  ['contamination', 'zustand_angaben/altlasten', 'text'],
  ['listedBuilding', 'verwaltung_objekt/denkmalgeschuetzt', 'yes-no'],
] as const satisfies readonly Field[];

export const ENERGY_FIELDS = [
  ['heating', 'ausstattung/heizungsart', 'flags'],
  ['fuel', 'ausstattung/befeuerung', 'flags'],
] as const satisfies readonly Field[];

/** Of one energy certificate; a property may have several. */
export const CERTIFICATE_PATH = 'zustand_angaben/energiepass';
export const CERTIFICATE_FIELDS = [
  ['certificateKind', 'energiepass/epart', 'word'],
  ['certificateClass', 'energiepass/wertklasse', 'text'],
  ['energyDemand', 'energiepass/endenergiebedarf', 'number'],
  ['energyUse', 'energiepass/energieverbrauchkennwert', 'number'],
  ['hotWaterIncluded', 'energiepass/mitwarmwasser', 'yes-no'],
  ['energySource', 'energiepass/primaerenergietraeger', 'word'],
  ['issued', 'energiepass/ausstelldatum', 'day'],
  ['validUntil', 'energiepass/gueltig_bis', 'day'],
] as const satisfies readonly Field[];
