import { getTranslations } from 'next-intl/server';
import { InfoTip } from '@/app/_ui/info-tip';
import { getFormat } from '@/lib/i18n/get-format';
import type { Origin } from '@/lib/properties/read-field-origins';
import { whoText } from '../../../interfaces/_parts/who';

/** Which delivery gave a field its value, when and by whom; nothing where it is as the record came. */
export async function OriginTip({ origin, field }: { origin: Origin | null; field: string }) {
  if (!origin) return null;
  const [t, common, deliveries, format] = await Promise.all([
    getTranslations('propertyFields'),
    getTranslations('common'),
    getTranslations('deliveries'),
    getFormat(),
  ]);
  return (
    <InfoTip
      label={t('originOf', { field })}
      copyLabel={common('copy')}
      copiedLabel={common('copied')}
      details={[
        { label: t('delivery'), value: origin.path },
        { label: t('time'), value: format.time(origin.at, { seconds: true }).text },
        { label: t('by'), value: whoText(deliveries, origin) },
      ]}
      help={
        origin.import
          ? {
              href: `/interfaces/${origin.import.interfaceId}/history/${origin.import.id}`,
              label: common('details'),
            }
          : undefined
      }
    />
  );
}
