import { getTranslations } from 'next-intl/server';
import { getFormat } from '@/lib/i18n/get-format';
import type { DeliveryRow } from '@/lib/interfaces/list-deliveries';
import type { InterfaceStatus } from '@/lib/status/interface-status';
import { countsText } from '../../../_parts/counts';
import { importMessages } from '../../../_parts/message-text';
import { RunningNote } from './running-note';

/** The sentence that explains a delivery's state, below its path. */
export async function DeliveryNote({ row, status }: { row: DeliveryRow; status: InterfaceStatus }) {
  const [t, counts, format, say] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('interfaces'),
    getFormat(),
    importMessages(),
  ]);
  if (row.state === 'running') return <RunningNote initial={status} />;
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
