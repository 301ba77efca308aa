import { getTranslations } from 'next-intl/server';
import { getFormat } from '@/lib/i18n/get-format';
import { type Hidden, PREVIEW_CAP } from '@/lib/sharing/preview';

/** "12 properties with 48 attachments", or that there are more than the preview counts. */
export async function hiddenTexts(): Promise<(hidden: Hidden) => string> {
  const [t, format] = await Promise.all([getTranslations('groups'), getFormat()]);
  return ({ listings, attachments }) =>
    listings > PREVIEW_CAP
      ? t('hiddenMore', { limit: format.number(PREVIEW_CAP) })
      : t('hidden', { count: listings, n: format.number(listings), attachments: format.number(attachments) });
}
