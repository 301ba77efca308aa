import { type CERTIFICATE_FIELDS, CONDITION_FIELDS, ENERGY_FIELDS } from './building';
import type { Field } from './field';
import { ADMINISTRATION_FIELDS, AVAILABILITY_FIELDS, SURROUNDING_FIELDS, TEXT_FIELDS } from './offer';
import { PARKING_FIELDS, PRICE_FIELDS } from './price';
import { AREA_FIELDS, EQUIPMENT_FIELDS, ROOM_FIELDS } from './rooms';

/** The fields that have words of their own, in the order in which a page shows them. Everything else keeps the format's names. */
export const FIELD_GROUPS = {
  price: PRICE_FIELDS,
  parking: PARKING_FIELDS,
  areas: AREA_FIELDS,
  rooms: ROOM_FIELDS,
  equipment: EQUIPMENT_FIELDS,
  energy: ENERGY_FIELDS,
  condition: CONDITION_FIELDS,
  availability: AVAILABILITY_FIELDS,
  surroundings: SURROUNDING_FIELDS,
  administration: ADMINISTRATION_FIELDS,
  texts: TEXT_FIELDS,
} as const satisfies Record<string, readonly Field[]>;

export type FieldGroup = keyof typeof FIELD_GROUPS;
export type FieldKey = (typeof FIELD_GROUPS)[FieldGroup][number][0] | (typeof CERTIFICATE_FIELDS)[number][0];

const KEYS = new Map<string, FieldKey>(
  Object.values(FIELD_GROUPS).flatMap((fields) => fields.map(([key, path]): [string, FieldKey] => [path, key])),
);

/** Our key of an element `group/element`; null: it keeps the format's name. */
export function fieldKeyOf(path: string): FieldKey | null {
  return KEYS.get(path) ?? null;
}
