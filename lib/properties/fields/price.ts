import type { Field } from './field';

export const PRICE_FIELDS = [
  ['purchasePrice', 'preise/kaufpreis', 'money'],
  ['pricePerArea', 'preise/kaufpreis_pro_qm', 'money'],
  ['rent', 'preise/kaltmiete', 'money'],
  ['netRent', 'preise/nettokaltmiete', 'money'],
  ['rentWithHeating', 'preise/warmmiete', 'money'],
  ['rentPerArea', 'preise/mietpreis_pro_qm', 'money'],
  ['lease', 'preise/pacht', 'money'],
  ['runningCosts', 'preise/nebenkosten', 'money'],
  ['heatingCosts', 'preise/heizkosten', 'money'],
  ['heatingIncluded', 'preise/heizkosten_enthalten', 'yes-no'],
  ['ownersFee', 'preise/hausgeld', 'money'],
  ['deposit', 'preise/kaution', 'money'],
  ['takeover', 'preise/abstand', 'money'],
  ['commissionDue', 'preise/provisionspflichtig', 'yes-no'],
  ['commission', 'preise/aussen_courtage', 'text'],
  ['commissionNote', 'preise/courtage_hinweis', 'text'],
  ['rentalIncome', 'preise/mieteinnahmen_ist', 'money'],
  ['yield', 'preise/nettorendite', 'percent'],
  ['priceNote', 'preise/freitext_preis', 'text'],
] as const satisfies readonly Field[];

export const PARKING_FIELDS = [
  ['parkingSpaces', 'flaechen/anzahl_stellplaetze', 'number'],
  ['garage', 'preise/stp_garage', 'parking'],
  ['undergroundParking', 'preise/stp_tiefgarage', 'parking'],
  ['carport', 'preise/stp_carport', 'parking'],
  ['outdoorParking', 'preise/stp_freiplatz', 'parking'],
] as const satisfies readonly Field[];
