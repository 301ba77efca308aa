import { CalendarClock, FileArchive, ListChecks, Send } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import { Facts } from '@/app/_ui/facts';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { ImportDetail } from '@/lib/interfaces/history';
import { inSentence } from '../../../../../history/_run/in-sentence';
import { countsText } from '../../../../_parts/counts';
import { ImportStatePill } from '../../../../_parts/import-state';
import { PlanStatePill } from '../../../../_parts/plan-state';
import { whoText } from '../../../../_parts/who';
import { decisionOn } from './decision-on';

export async function ImportFacts({ found }: { found: ImportDetail }) {
  const [t, names, format] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('interfaces'),
    getFormat(),
  ]);
  const decided = decisionOn(found);
  const duration = found.finishedAt && format.duration(found.finishedAt.getTime() - found.startedAt.getTime());
  return (
    <Facts
      facts={[
        {
          key: 'result',
          label: t('import.result'),
          icon: <ListChecks size={14} aria-hidden />,
          value: decided ? <PlanStatePill state={decided} /> : <ImportStatePill state={found.state} />,
          note: countsText(names, format, found.counts),
        },
        {
          key: 'started',
          label: t('import.started'),
          icon: <CalendarClock size={14} aria-hidden />,
          value: <Time value={format.time(found.startedAt)} />,
          note: dotted([whoText(t, found), duration ?? t('import.running')]),
        },
        {
          key: 'scope',
          label: t('import.scope'),
          icon: <Send size={14} aria-hidden />,
          value: found.scope ? t(`import.scopes.${found.scope}`) : '–',
          note: found.transferAt
            ? t('import.made', { time: inSentence(format.time(found.transferAt).text) })
            : !found.scope && t('import.notRead'),
        },
        {
          key: 'size',
          label: t('import.size'),
          icon: <FileArchive size={14} aria-hidden />,
          value: format.bytes(found.sizeBytes),
          note: (
            <>
              {t('import.modified')}: <Time value={format.time(found.modifiedAt, { seconds: true })} />
            </>
          ),
        },
      ]}
    />
  );
}
