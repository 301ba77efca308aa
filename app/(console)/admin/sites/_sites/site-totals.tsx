import { BookUser, Hourglass, PhoneOff, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Facts } from '@/app/_ui/facts';
import type { SiteCounts } from '@/lib/central/count-sites';
import { getFormat } from '@/lib/i18n/get-format';
import { inSentence } from '../../../history/_run/in-sentence';
import { cappedText } from './capped-text';

/** All sites in four numbers. */
export async function SiteTotals({ counts }: { counts: SiteCounts }) {
  const [t, format] = await Promise.all([getTranslations('admin.sites'), getFormat()]);
  const contact = counts.lastContactAt && format.time(counts.lastContactAt).text;
  return (
    <Facts
      facts={[
        {
          key: 'sites',
          label: t('title'),
          icon: <BookUser size={14} aria-hidden />,
          value: format.number(counts.sites),
          note: t('totals.sites', { disabled: format.number(counts.disabled), never: format.number(counts.never) }),
        },
        {
          key: 'problems',
          label: t('totals.withProblems'),
          icon: <TriangleAlert size={14} aria-hidden />,
          value: cappedText(t, format, counts.withProblems),
          note: t('totals.records', { n: cappedText(t, format, counts.problems) }),
        },
        {
          key: 'silent',
          label: t('totals.silent'),
          icon: <PhoneOff size={14} aria-hidden />,
          value: format.number(counts.silent),
          note: contact && t('totals.anyContact', { time: inSentence(contact) }),
        },
        {
          key: 'waiting',
          label: t('totals.waiting'),
          icon: <Hourglass size={14} aria-hidden />,
          value: cappedText(t, format, counts.waiting),
          note: t('totals.waitingNote'),
        },
      ]}
    />
  );
}
