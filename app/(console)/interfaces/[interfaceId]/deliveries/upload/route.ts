import { Readable } from 'node:stream';
import { audit } from '@/lib/audit/append';
import { openBody } from '@/lib/central/open-body';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { checkUpload, type ReceivedUpload, receiveUpload } from '@/lib/interfaces/originals/receive-upload';
import { IDLE_MS, untilIdle } from '@/lib/protocol/idle-stream';
import { storage } from '@/lib/storage/storage';
import { onlyAt } from '@/lib/web/only-at';
import { jsonRoute } from '@/lib/web/route';
import { readUploadForm } from '@/lib/web/upload-form';

export const dynamic = 'force-dynamic';
/** Seconds that a platform with a limit gives an upload. */
export const maxDuration = 300;

interface Params {
  interfaceId: string;
}

interface Uploaded {
  uploaded: ReceivedUpload[];
  /** Files that are no deliveries, or that are imported right now; the others were taken. */
  refused: { name: string; code: string }[];
}

/** What is wrong with one file and not with the next. */
const ONE_FILE_ONLY = new Set(['not-a-delivery', 'delivery-running']);

const upload = jsonRoute<Params>(
  'operator',
  async (request, { db, user, params: { interfaceId } }) => {
    onlyAt('site');
    const result: Uploaded = { uploaded: [], refused: [] };
    await checkUpload(db, interfaceId, 'any.zip');
    const mostBytes = env().mostDeliveryBytes;
    const body = Readable.from(untilIdle(openBody(request.body), IDLE_MS), { objectMode: false });
    await readUploadForm(request.headers.get('content-type'), body, async ({ name, stream }) => {
      try {
        const received = await receiveUpload(db, storage(), { interfaceId, name, stream }, mostBytes);
        result.uploaded.push(received);
        const details = { path: received.path, bytes: received.sizeBytes };
        const actor = { kind: 'user', id: user.id } as const;
        await audit(db, { actor, action: 'delivery.upload', subject: interfaceId, details });
      } catch (error) {
        if (!(error instanceof AppError && ONE_FILE_ONLY.has(error.code))) throw error;
        result.refused.push({ name: name.slice(0, 200), code: error.code });
      }
    });
    if (result.uploaded.length === 0) {
      throw new AppError(result.refused[0]?.code ?? 'invalid-input', { name: result.refused[0]?.name ?? '–' });
    }
    return Response.json(result, { status: 201, headers: { 'cache-control': 'no-store' } });
  },
  'delivery.upload',
);

/** The deliveries page's form, field `files`: back to the page, or JSON where that is accepted. */
export async function POST(request: Request, context: { params: Promise<Params> }): Promise<Response> {
  const response = await upload(request, context);
  if (request.headers.get('accept')?.includes('application/json') || response.status === 403) return response;
  const { interfaceId } = await context.params;
  return new Response(null, { status: 303, headers: { location: await pageAfter(response, interfaceId) } });
}

async function pageAfter(response: Response, interfaceId: string): Promise<string> {
  const page = `/interfaces/${encodeURIComponent(interfaceId)}/deliveries`;
  if (response.status === 401) return `/sign-in?${new URLSearchParams({ callbackUrl: page })}`;
  const { code, refused } = (await response.json()) as { code?: string; refused?: Uploaded['refused'] };
  const error = code ?? refused?.[0]?.code;
  return `${page}?${new URLSearchParams(error ? { error } : { notice: 'uploaded' })}`;
}
