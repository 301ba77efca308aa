import { getTranslations } from 'next-intl/server';
import Link from '@/app/_ui/link';
import { getFormat } from '@/lib/i18n/get-format';
import type { DeliveryRow } from '@/lib/interfaces/list-deliveries';
import type { InterfaceStatus } from '@/lib/status/interface-status';
import { countsText } from '../../../_parts/counts';
import { importMessages } from '../../../_parts/message-text';
import { RunningNote } from './running-note';

interface Props {
  interfaceId: string;
  row: DeliveryRow;
  status: InterfaceStatus;
}

/** The sentence that explains a delivery's state, below its path, and the way to a plan that waits to be looked at. */
export async function DeliveryNote({ interfaceId, row, status }: Props) {
  if (row.state === 'running') return <RunningNote initial={status} />;
  const t = await getTranslations('deliveries');
  const planId = row.state === 'held' ? row.lastImportId : row.previewId;
  return (
    <>
      <Sentence row={row} />
      {planId && (
        <Link
          href={`/interfaces/${interfaceId}/plans/${planId}`}
          className="block w-fit text-ink underline decoration-line underline-offset-3 hover:decoration-ink"
        >
          {row.state === 'held' ? t('toPlan') : t('toPreview')}
        </Link>
      )}
    </>
  );
}

async function Sentence({ row }: { row: DeliveryRow }) {
  const [t, counts, format, say] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('interfaces'),
    getFormat(),
    importMessages(),
  ]);
  if (row.gone) return t('gone');
  if (row.state === 'uploading') return t('uploadingNote');
  if (row.state === 'new' || row.state === 'changed') return null;
  return (
    <>
      {row.message && <span className="block">{say(row.message)}</span>}
      {countsText(counts, format, row.counts)}
    </>
  );
}
