import { Alert, type AlertTone } from '@/app/_ui/alert';
import type { ImportDetail, ImportState } from '@/lib/interfaces/history';
import { importMessages } from '../../../../_parts/message-text';
import { decisionOn } from './decision-on';

const TONES: Record<ImportState, AlertTone> = {
  running: 'info',
  done: 'ok',
  warnings: 'warn',
  unchanged: 'info',
  held: 'warn',
  error: 'bad',
  cancelled: 'info',
  previewed: 'info',
};

/** What the import says of the delivery as a whole; that it is held only until it is decided. */
export async function ImportMessageAlert({ found }: { found: ImportDetail }) {
  if (!found.message || decisionOn(found)) return null;
  const say = await importMessages();
  return <Alert tone={TONES[found.state]} title={say(found.message)} />;
}
