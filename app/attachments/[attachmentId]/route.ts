import { Readable } from 'node:stream';
import { openAttachmentFile } from '@/lib/properties/open-attachment';
import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

/** An attachment's bytes for whoever is signed in: pictures and PDF in place, everything else as a download. */
export const GET = jsonRoute<{ attachmentId: string }>('viewer', async (request, { db, params }) => {
  const { stream, headers, etag } = await openAttachmentFile(db, params.attachmentId);
  if (request.headers.get('if-none-match') === etag) {
    stream.destroy();
    return new Response(null, {
      status: 304,
      headers: { ETag: etag, 'Cache-Control': headers['Cache-Control'] ?? '' },
    });
  }
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers });
});
