import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import type { DocumentField } from '@/lib/properties/document-fields';

/** The whole record as it was delivered, under the format's own names; closed until somebody wants it. */
export async function DeliveredFields({ fields }: { fields: DocumentField[] }) {
  const t = await getTranslations('properties');
  if (fields.length === 0) return null;
  return (
    <Card>
      <details>
        <summary className="cursor-pointer px-4.5 py-3.5 text-body font-semibold">
          {t('delivered', { count: fields.length })}
        </summary>
        <dl className="grid gap-x-6 gap-y-2 border-t border-line-soft px-4.5 py-3.5 wide:grid-cols-2">
          {fields.map(({ path, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same element may stand twice, and the list never changes
            <div key={index} className="min-w-0">
              <dt className="text-note text-ink-3 wrap-anywhere">{path}</dt>
              <dd className="whitespace-pre-line wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}
