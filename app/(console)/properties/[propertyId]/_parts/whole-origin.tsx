import { getTranslations } from 'next-intl/server';
import Link from '@/app/_ui/link';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { Origin } from '@/lib/properties/read-field-origins';
import { inSentence } from '../../../history/_run/in-sentence';
import { whoText } from '../../../interfaces/_parts/who';

/** Where every field without a mark of its own comes from. */
export async function WholeOrigin({ origin }: { origin: Origin | null }) {
  const [t, deliveries, format] = await Promise.all([
    getTranslations('propertyFields'),
    getTranslations('deliveries'),
    getFormat(),
  ]);
  if (!origin) return t('originUnknown');
  const found = origin.import;
  const at = format.time(origin.at);
  return t.rich('originWhole', {
    path: origin.path,
    moment: inSentence(at.text),
    by: whoText(deliveries, origin),
    delivery: (chunks) =>
      found ? (
        <Link
          href={`/interfaces/${found.interfaceId}/history/${found.id}`}
          className="underline decoration-line underline-offset-3 hover:decoration-ink"
        >
          {chunks}
        </Link>
      ) : (
        chunks
      ),
    time: () => <Time value={{ ...at, text: inSentence(at.text) }} />,
  });
}
