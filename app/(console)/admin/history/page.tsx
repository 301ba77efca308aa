import { permanentRedirect } from 'next/navigation';
import { requireUser } from '@/lib/auth/session';
import { consolePage } from '../../_shell/console-page';

/** How long the history is kept stands among the general settings; old bookmarks lead there. */
export default consolePage(async function HistorySettingsPage() {
  await requireUser('admin', '/admin/history');
  permanentRedirect('/admin/general');
});
