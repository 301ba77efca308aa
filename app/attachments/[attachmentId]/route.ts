import { answerAttachment } from '@/lib/properties/answer-attachment';
import { jsonRoute } from '@/lib/web/route';

export const dynamic = 'force-dynamic';

/** An attachment's bytes for whoever is signed in: pictures and PDF in place, everything else as a download. */
export const GET = jsonRoute<{ attachmentId: string }>('viewer', (request, { db, params }) =>
  answerAttachment(db, request, params.attachmentId),
);
