import { redirect } from 'next/navigation';
import { requireUser } from '@/lib/auth/session';
import { env } from '@/lib/env';
import { consolePage } from '../_shell/console-page';

/** The first of the admin pages. */
export default consolePage(async function AdminPage() {
  await requireUser('admin', '/admin');
  redirect(env().syncRole === 'central' ? '/admin/sites' : '/admin/synchronisation');
});
