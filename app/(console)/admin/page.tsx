import { redirect } from 'next/navigation';
import { requireUser } from '@/lib/auth/session';
import { env } from '@/lib/env';

/** The first of the admin pages. */
export default async function AdminPage() {
  await requireUser('admin', '/admin');
  redirect(env().syncRole === 'central' ? '/admin/sites' : '/admin/synchronisation');
}
