import { getTranslations } from 'next-intl/server';
import { getFormat } from '@/lib/i18n/get-format';
import type { OutcomeRow } from '@/lib/interfaces/list-outcomes';

export interface ChangedField {
  key: string;
  label: string;
  /** null: there was, or is, nothing. */
  before: string | null;
  after: string | null;
}

/** The columns that an import changed, named and written as this language does. */
export async function changedFields(changes: OutcomeRow['changes']): Promise<ChangedField[]> {
  const [t, common, format] = await Promise.all([
    getTranslations('properties'),
    getTranslations('common'),
    getFormat(),
  ]);
  const valueText = (key: string, value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null;
    if (Array.isArray(value)) return value.join(', ') || null;
    if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
    if (typeof value === 'number') return format.number(value);
    const state = `states.${String(value)}` as never;
    return key === 'state' && t.has(state) ? t(state) : String(value);
  };
  return Object.entries(changes ?? {}).map(([key, [before, after]]) => {
    const label = `fields.${key}` as never;
    return {
      key,
      label: t.has(label) ? t(label) : key,
      before: valueText(key, before),
      after: valueText(key, after),
    };
  });
}
