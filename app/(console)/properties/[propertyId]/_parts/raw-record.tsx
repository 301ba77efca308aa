import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { getFormat } from '@/lib/i18n/get-format';
import type { PropertyDetail } from '@/lib/properties/get';

/** The whole record as it was delivered, without an address that is not released. */
export async function RawRecord({ property }: { property: PropertyDetail }) {
  const [t, format] = await Promise.all([getTranslations('properties'), getFormat()]);
  const text = JSON.stringify(property.record, null, 2);
  return (
    <Card
      title={t('record.title')}
      aside={<span className="text-note text-ink-3">{format.bytes(Buffer.byteLength(text))}</span>}
    >
      <p className="px-4.5 pt-3.5 text-note text-ink-2">
        {t('record.text')} {!property.addressReleased && t('record.hidden')}
      </p>
      <pre className="p-4.5 font-mono text-note whitespace-pre-wrap wrap-anywhere">{text}</pre>
    </Card>
  );
}
