import { Readable } from 'node:stream';
import { env } from '@/lib/env';
import { openOriginal } from '@/lib/interfaces/originals/open';
import { downloadHeaders } from '@/lib/web/download';
import { onlyAt } from '@/lib/web/only-at';
import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

interface Params {
  interfaceId: string;
  deliveryId: string;
}

/** A delivery's bytes as they came, for operators: always a download, never shown in place. */
export const GET = jsonRoute<Params>(
  'operator',
  async (_request, { db, params: { interfaceId, deliveryId } }) => {
    onlyAt('site');
    const { name, sizeBytes, stream } = await openOriginal(interfaceId, deliveryId, {
      db,
      deliveryRoots: env().deliveryRoots,
    });
    return new Response(Readable.toWeb(stream) as ReadableStream, { headers: downloadHeaders(name, sizeBytes) });
  },
  'delivery.download',
);
