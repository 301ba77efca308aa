import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { getFormat } from '@/lib/i18n/get-format';
import type { OutcomeRow } from '@/lib/interfaces/list-outcomes';
import { fieldKeyOf } from '@/lib/properties/fields/groups';

export interface ChangedField {
  key: string;
  label: string;
  /** null: there was, or is, nothing. */
  before: string | null;
  after: string | null;
}

/** The fields that an import changed, named and written as this language does. */
export async function changedFields(changes: OutcomeRow['changes']): Promise<ChangedField[]> {
  return changes ? (await fieldNamer())(changes) : [];
}

/** The same for many records: names what changed of each of them. */
export const fieldNamer = cache(async () => {
  const [t, fields, common, format] = await Promise.all([
    getTranslations('properties'),
    getTranslations('propertyFields'),
    getTranslations('common'),
    getFormat(),
  ]);
  const nameOf = (key: string): string => {
    const column = `fields.${key}` as never;
    if (t.has(column)) return t(column);
    const own = fieldKeyOf(key);
    return own ? fields(`fields.${own}`) : key.replaceAll('/', ' / ');
  };
  const valueText = (key: string, value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null;
    if (Array.isArray(value)) return value.join(', ') || null;
    if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
    if (typeof value === 'number') return format.number(value);
    const state = `states.${String(value)}` as never;
    return key === 'state' && t.has(state) ? t(state) : String(value);
  };
  return (changes: NonNullable<OutcomeRow['changes']>): ChangedField[] =>
    Object.entries(changes).map(([key, [before, after]]) => ({
      key,
      label: nameOf(key),
      before: valueText(key, before),
      after: valueText(key, after),
    }));
});
