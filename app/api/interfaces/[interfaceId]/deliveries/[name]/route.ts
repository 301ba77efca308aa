import { Readable } from 'node:stream';
import { verifyDeliveryToken } from '@/lib/api-tokens/verify';
import { audit } from '@/lib/audit/append';
import { openBody } from '@/lib/central/open-body';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { checkUpload, receiveUpload } from '@/lib/interfaces/originals/receive-upload';
import { IDLE_MS, untilIdle } from '@/lib/protocol/idle-stream';
import { storage } from '@/lib/storage/storage';
import { answer } from '@/lib/web/answer';
import { onlyAt } from '@/lib/web/only-at';
import { auditingTokens } from '@/lib/web/token-refusals';

export const dynamic = 'force-dynamic';
/** Seconds that a platform with a limit gives an upload. */
export const maxDuration = 300;

interface Context {
  params: Promise<{ interfaceId: string; name: string }>;
}

const TYPES = /^(application\/(zip|x-zip|x-zip-compressed|xml|octet-stream|x-www-form-urlencoded)|text\/xml)\s*(;|$)/i;

/**
 * A program's upload: `PUT …/deliveries/<name>.zip` with `Authorization: Bearer <the interface's token>` and the file as
 * the body. 201; else 401, 409 (it is imported right now, or the interface takes no uploads), 413, 415.
 */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return answer(request, async () => {
    onlyAt('site');
    const { interfaceId } = await params;
    const token = await auditingTokens(request, { action: 'delivery.upload', subject: interfaceId }, () =>
      verifyDeliveryToken(db(), request.headers.get('authorization'), interfaceId),
    );
    const name = nameIn(request);
    const type = request.headers.get('content-type');
    // What curl says of its own accord of every body is no reason to refuse it.
    if (type !== null && !TYPES.test(type)) throw new AppError('not-a-delivery', { name });
    const mostBytes = env().mostDeliveryBytes;
    const sizeBytes = lengthOf(request);
    if (sizeBytes !== undefined && sizeBytes > mostBytes) {
      throw new AppError('request-too-large', { allowedBytes: mostBytes });
    }
    await checkUpload(db(), interfaceId, name);
    const stream = Readable.from(untilIdle(openBody(request.body), IDLE_MS), { objectMode: false });
    const received = await receiveUpload(db(), storage(), { interfaceId, name, stream, sizeBytes }, mostBytes);
    const details = { path: received.path, bytes: received.sizeBytes, token: token.name, tokenId: token.id };
    await audit(db(), { actor: { kind: 'token' }, action: 'delivery.upload', subject: interfaceId, details });
    return Response.json(received, { status: 201, headers: { 'cache-control': 'no-store' } });
  });
}

/** From the address itself: a `/` that is written `%2F` stays part of the name, and is refused there. */
function nameIn(request: Request): string {
  const last = new URL(request.url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (error instanceof URIError) throw new AppError('not-a-delivery', { name: last.slice(0, 200) });
    throw error;
  }
}

function lengthOf(request: Request): number | undefined {
  const said = request.headers.get('content-length');
  return said !== null && /^\d{1,15}$/.test(said) ? Number(said) : undefined;
}
