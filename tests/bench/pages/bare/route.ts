import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

/** As little as a route of the console can be: who asks, and a word. */
export const GET = jsonRoute('viewer', async (_request, { user }) => ({ name: user.name }));
