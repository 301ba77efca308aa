import { readCredentials } from '@/lib/central/authenticate';
import { receiveExchange } from '@/lib/central/receive-exchange';
import { centralEndpoint, jsonText, readMessage } from '@/lib/central/route';
import { db } from '@/lib/db/client';
import { ExchangeHead } from '@/lib/protocol/v1';

export const dynamic = 'force-dynamic';

export const POST = centralEndpoint(async (request) => {
  const credentials = readCredentials(request.headers);
  const { head, records } = await readMessage(request, ExchangeHead);
  return jsonText(await receiveExchange(db(), credentials, head, records));
});
