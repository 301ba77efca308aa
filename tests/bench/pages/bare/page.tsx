import { requireUser } from '@/lib/auth/session';

/** As little as a page of the console can be: who asks, and a word. */
export default async function BarePage() {
  const user = await requireUser('viewer', '/bare');
  return <h1>{user.name}</h1>;
}
