import type { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import type { Format } from '@/lib/i18n/format';
import { numberFormat } from '@/lib/i18n/formats';
import type { PropertyRow } from '@/lib/properties/list';
import { OBJECT_TYPES } from '@/lib/properties/listed/filter';

type Translate = Awaited<ReturnType<typeof getTranslations<'properties'>>>;

/** "€450,000", or that it is on request; null: none was given. */
export function priceText(
  t: Translate,
  format: Format,
  { price, currency, priceOnRequest }: Pick<PropertyRow, 'price' | 'currency' | 'priceOnRequest'>,
): string | null {
  if (priceOnRequest) return t('onRequest');
  return price === null ? null : moneyText(format, Number(price), currency);
}

/** "€450,000". A currency that is no ISO 4217 code stands as it was delivered. */
export function moneyText(format: Format, amount: number, currency: string | null): string {
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return [format.number(amount), currency].filter(Boolean).join(' ');
  const digits = Number.isInteger(amount) ? 0 : 2;
  return numberFormat(format.locale, {
    style: 'currency',
    currency,
    useGrouping: 'always',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

export function areaText(t: Translate, format: Format, area: string | null): string | null {
  return area === null ? null : t('squareMetres', { value: format.number(Number(area)) });
}

/** "22303 Hamburg", kept together. */
export function placeText({ postcode, city }: Pick<PropertyRow, 'postcode' | 'city'>): string | null {
  return [postcode, city].filter(Boolean).join('\u00a0') || null;
}

/** "Apartment · Etage": the kind in the reader's language, what it is of that kind in the format's own word. */
export function typeText(
  t: Translate,
  { objectType, objectSubtype }: Pick<PropertyRow, 'objectType' | 'objectSubtype'>,
): string | null {
  return dotted([typeName(t, objectType), readable(objectSubtype ?? '')]) || null;
}

/** "Apartment"; what the format does not know as a kind stays as it was delivered. */
export function typeName(t: Translate, objectType: string | null): string {
  const type = OBJECT_TYPES.find((known) => known === objectType);
  return type ? t(`types.${type}`) : readable(objectType ?? '');
}

/** The format's own word, begun with a capital: "Dachgeschoss" */
function readable(word: string): string {
  const words = word.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
