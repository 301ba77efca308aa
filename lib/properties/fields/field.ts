/**
 * How an element is read. `money`, `area`, `number`: a decimal. `yes-no`, `day`: as the reader of deliveries takes them.
 * `flags`: attributes that are true, by name. `word`: one of the format's words, in an attribute or as text. `parking`,
 * `distance`: elements with several figures.
 */
export type FieldKind =
  | 'money'
  | 'area'
  | 'number'
  | 'percent'
  | 'yes-no'
  | 'day'
  | 'text'
  | 'flags'
  | 'word'
  | 'parking'
  | 'distance';

/** Our key for it, its element `group/element`, and how it is read. */
export type Field<Key extends string = string> = readonly [key: Key, path: string, kind: FieldKind];
