import type { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import type { Format } from '@/lib/i18n/format';
import type { FieldValue } from '@/lib/properties/fields/read-value';
import { moneyText } from '../../_parts/values';

interface Words {
  t: Awaited<ReturnType<typeof getTranslations<'propertyFields'>>>;
  common: Awaited<ReturnType<typeof getTranslations<'common'>>>;
  properties: Awaited<ReturnType<typeof getTranslations<'properties'>>>;
}

/** A value of the record as this language writes it. */
export function fieldText(words: Words, format: Format, value: FieldValue, currency: string | null): string {
  const { t, common, properties } = words;
  switch (value.kind) {
    case 'money': {
      const price = moneyText(format, value.amount, currency);
      return value.onRequest ? t('onRequestWith', { price }) : price;
    }
    case 'on-request':
      return t('onRequest');
    case 'area':
      return properties('squareMetres', { value: format.number(value.value) });
    case 'percent':
      return t('percent', { value: format.number(value.value) });
    case 'number':
      return format.number(value.value);
    case 'yes-no':
      return common(value.value ? 'yes' : 'no');
    case 'day':
      return format.day(value.value);
    case 'text':
      return value.value;
    case 'words':
      return value.words.join(', ');
    case 'distance':
      return t('kilometres', { to: value.to, value: format.number(value.kilometres) });
    case 'parking':
      return dotted([
        value.count !== null && t('spaces', { count: value.count }),
        value.rent !== null && t('spaceRent', { price: moneyText(format, value.rent, currency) }),
        value.price !== null && t('spacePrice', { price: moneyText(format, value.price, currency) }),
      ]);
  }
}
