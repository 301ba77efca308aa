import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { LIMITS } from '@/lib/openimmo/limits';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { attachmentXml, element, oneProperty } from '../../support/openimmo';
import { type HttpsServer, startHttpsServer } from '../../support/remote/https-server';
import { createTestNetwork } from '../../support/remote/network';
import { zipOf } from '../../support/zip';

let site: ImportHarness;
let web: HttpsServer;
beforeEach(async () => {
  [site, web] = await Promise.all([createImportHarness(), startHttpsServer()]);
  site.places.network = createTestNetwork({
    allowed: ['files.example.org'],
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  });
});
afterEach(async () => {
  await site.close();
  await web.close();
});

const TOO_BIG = LIMITS.attachmentBytes + 1;
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const withAttachments = (...paths: string[]) =>
  oneProperty({
    sections: [
      element(
        'anhaenge',
        {},
        paths.map((path) => attachmentXml(path)),
      ),
    ],
  });
const address = (path: string) => `https://files.example.org:${web.port}${path}`;
const stored = async () =>
  (
    await site.db.execute<{ line: string }>(sql`
      select concat_ws(' ', a.name, f.size_bytes) as line
      from attachments a join stored_files f on f.sha256 = a.file_sha256 order by a.position`)
  ).map(({ line }) => line);
const warnings = async (runId: string) => {
  const { rows } = await listOutcomes(site.db, { runId });
  return rows.flatMap(({ code, severity, params, label }) =>
    code?.startsWith('A-') ? [{ code, severity, params, label }] : [],
  );
};

describe('rule 21: an attachment that is too big is left out with a warning that names it, and the rest is imported', () => {
  /** Its directory says that the plan is too big; it is packed so well that it is no bomb, and never unpacked. */
  const zip = () =>
    zipOf([
      { name: 'objekte.xml', content: withAttachments('vorne.jpg', 'plan.jpg') },
      { name: 'vorne.jpg', content: jpeg },
      { name: 'plan.jpg', content: noise(1_100_000), sizeBytes: TOO_BIG },
    ]);

  it('in an archive', async () => {
    await site.deliver('a.zip', zip());
    const run = await site.run();
    expect(run).toMatchObject({ state: 'problems', counts: { created: 1, warnings: 1, attachments: 1 } });
    expect(await warnings(run.id)).toEqual([
      {
        code: 'A-too-big',
        severity: 'warning',
        params: { name: 'plan.jpg', size: TOO_BIG, limit: LIMITS.attachmentBytes },
        label: 'Helle Wohnung am Kai',
      },
    ]);
    expect(await stored()).toEqual([`vorne.jpg ${jpeg.length}`]);
  });

  it('at an address, which is not fetched where its size is told before', async () => {
    web.file('/vorne.jpg', jpeg);
    // Of what is announced nothing follows: who waited for it would end with another warning, and late.
    web.at('/plan.jpg', (_request, response) => {
      response.writeHead(200, { 'content-length': String(TOO_BIG) }).flushHeaders();
    });
    await site.deliver('a.xml', withAttachments(address('/vorne.jpg'), address('/plan.jpg')));
    const run = await site.run();
    expect(run).toMatchObject({ state: 'problems', counts: { created: 1, warnings: 1 } });
    expect(await warnings(run.id)).toEqual([
      {
        code: 'A-url-too-big',
        severity: 'warning',
        params: {
          name: 'plan.jpg',
          host: `files.example.org:${web.port}`,
          limitMb: Math.floor(LIMITS.attachmentBytes / 1024 / 1024),
        },
        label: 'Helle Wohnung am Kai',
      },
    ]);
    expect(await stored()).toEqual([`vorne.jpg ${jpeg.length}`]);
  });

  it('and the copy from before stays', async () => {
    await site.deliver(
      'a.zip',
      zipOf([
        { name: 'objekte.xml', content: withAttachments('vorne.jpg', 'plan.jpg') },
        { name: 'vorne.jpg', content: jpeg },
        { name: 'plan.jpg', content: Buffer.concat([jpeg, jpeg]) },
      ]),
      20,
    );
    await site.run();
    await site.deliver('b.zip', zip(), 10);
    const run = await site.run();
    expect((await warnings(run.id)).map(({ code, params }) => [code, params?.name])).toEqual([
      ['A-kept', 'plan.jpg'],
      ['A-too-big', 'plan.jpg'],
    ]);
    expect(await stored()).toEqual([`vorne.jpg ${jpeg.length}`, `plan.jpg ${2 * jpeg.length}`]);
  });
});

/** Bytes that cannot be packed, the same every time. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
