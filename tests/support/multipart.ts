import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type S3rver from 's3rver';

/** What s3rver lacks of uploads in parts: listing those that were begun, letting go of one, and parts that are copied. */
export function addMultipart(server: S3rver): void {
  server.middleware.unshift(async (context, next) => {
    const [, bucket = '', ...rest] = decodeURIComponent(context.path).split('/');
    const key = rest.join('/');
    const { uploads, uploadId, partNumber } = context.query;
    const source = context.headers['x-amz-copy-source'];
    if (context.method === 'GET' && key === '' && uploads !== undefined) {
      answer(context, `<ListMultipartUploadsResult>${await listUploads(server, bucket)}</ListMultipartUploadsResult>`);
    } else if (context.method === 'DELETE' && uploadId) {
      await rm(path.join(folderOf(server, bucket), uploadId), { recursive: true });
      context.status = 204;
    } else if (context.method === 'PUT' && uploadId && partNumber && source) {
      const [from = '', ...name] = decodeURIComponent(source).replace(/^\//, '').split('/');
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(context.headers['x-amz-copy-source-range'] ?? '') ?? [];
      const range = { start: Number(start), end: Number(end) };
      const { content } = await server.store.getObject(from, name.join('/'), range);
      const { md5 } = await server.store.putPart(bucket, uploadId, partNumber, content);
      answer(context, `<CopyPartResult><ETag>"${md5}"</ETag></CopyPartResult>`);
    } else await next();
  });
}

const folderOf = (server: S3rver, bucket: string) => server.store.getResourcePath(bucket, undefined, 'uploads');

async function listUploads(server: S3rver, bucket: string): Promise<string> {
  const folder = folderOf(server, bucket);
  const lines: string[] = [];
  for (const id of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, id, 'key');
    const [key, { mtime }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    lines.push(
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${mtime.toISOString()}</Initiated></Upload>`,
    );
  }
  return lines.join('');
}

function answer(context: { type: string; status: number; body: unknown }, xml: string): void {
  context.status = 200;
  context.type = 'application/xml';
  context.body = `<?xml version="1.0" encoding="UTF-8"?>${xml}`;
}
