import { authenticateSite } from '@/lib/central/authenticate';
import { receivePush } from '@/lib/central/receive-push';
import { centralEndpoint, readMessage } from '@/lib/central/route';
import { db } from '@/lib/db/client';
import { PushHead } from '@/lib/protocol/v1';

export const dynamic = 'force-dynamic';

export const POST = centralEndpoint(async (request) => {
  const site = await authenticateSite(db(), request.headers);
  const { head, records } = await readMessage(request, PushHead);
  return receivePush(db(), site, head, records);
});
