import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { attachmentXml, element, propertyXml, providerXml, transferXml } from '../../support/openimmo';
import { type HttpsServer, startHttpsServer } from '../../support/remote/https-server';
import { createTestNetwork } from '../../support/remote/network';

let site: ImportHarness;
let web: HttpsServer;
beforeEach(async () => {
  web = await startHttpsServer();
});
afterEach(async () => {
  await site.close();
  await web.close();
});

/** Every name is this machine, which the operator allows by these names. */
const open = async (rules: Parameters<typeof createImportHarness>[0] = {}) => {
  site = await createImportHarness(rules);
  site.places.network = createTestNetwork({
    allowed: ['files.example.org', 'other.example.org'],
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  });
};
const address = (path: string, host = 'files.example.org') => `https://${host}:${web.port}${path}`;
const picture = (text: string) =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from(text),
    Buffer.from('ffd9', 'hex'),
  ]);
const delivery = (urls: readonly string[], title = 'Haus', count = 1) =>
  transferXml([
    providerXml(
      Array.from({ length: count }, (_, index) =>
        propertyXml({
          obid: `O-${index}`,
          external: `E-${index}`,
          title,
          sections: [
            element(
              'anhaenge',
              {},
              urls.map((url) => attachmentXml(url)),
            ),
          ],
        }),
      ),
    ),
  ]);
const attachments = async () =>
  (
    await site.db.execute<{ line: string }>(sql`
      select concat_ws(' ', a.position, a.name, f.media_type, a.url) as line
      from attachments a left join stored_files f on f.sha256 = a.file_sha256 order by a.property_id, a.position`)
  ).map(({ line }) => line);
const said = async (runId: string) => {
  const { rows } = await listOutcomes(site.db, { runId });
  return rows.flatMap(({ code, params }) => (code?.startsWith('A-') ? [`${code} ${params?.reason ?? ''}`.trim()] : []));
};

describe('rule 22: attachments that are given by their address', () => {
  it('are fetched over HTTPS, each address once, and stored like any other', async () => {
    await open();
    web.file('/a.jpg', picture('a'));
    web.at('/b', (_request, response) => response.writeHead(302, { location: '/c.jpg' }).end());
    web.file('/c.jpg', picture('c'));
    await site.deliver('a.xml', delivery([address('/a.jpg'), address('/b')], 'Haus', 3));
    const run = await site.run();
    expect(run).toMatchObject({ state: 'done', counts: { created: 3, attachments: 6 } });
    expect(await attachments()).toEqual([1, 2, 3].flatMap(() => ['0 a.jpg image/jpeg', '1 b image/jpeg']));
    expect(web.requests.sort()).toEqual(['GET /a.jpg', 'GET /b', 'GET /c.jpg']);
  });

  it('are refused over HTTP, from hosts that are not on the list, and from the own network, also behind a redirect', async () => {
    await open({ attachmentHosts: ['*.example.org'] });
    web.file('/a.jpg', picture('a'));
    web.at('/away', (_request, response) =>
      response.writeHead(302, { location: 'https://evil.example.com/a.jpg' }).end(),
    );
    web.at('/down', (_request, response) =>
      response.writeHead(302, { location: 'http://files.example.org/a.jpg' }).end(),
    );
    const inner = `https://inner.example.org:${web.port}/a.jpg`;
    const urls = [
      address('/a.jpg'),
      'http://files.example.org/a.jpg',
      'https://evil.example.com/a.jpg',
      inner,
      'https://169.254.169.254/latest',
      address('/away'),
      address('/down'),
    ];
    await site.deliver('a.xml', delivery(urls));
    const run = await site.run();
    expect(run).toMatchObject({ state: 'problems', counts: { created: 1, warnings: 6 } });
    expect(await said(run.id)).toEqual([
      'A-url-refused http',
      'A-url-refused host',
      'A-url-refused address',
      'A-url-refused host',
      'A-url-refused host',
      'A-url-refused http',
    ]);
    expect(await attachments()).toEqual(['0 a.jpg image/jpeg']);
    expect(web.requests).toEqual(['GET /a.jpg', 'GET /away', 'GET /down']);
  });

  it('rule 21: what fails, or is no picture, is a warning; the record is applied, and the copy from before stays', async () => {
    await open();
    web.file('/a.jpg', picture('a'));
    web.file('/b.jpg', picture('b'));
    await site.deliver('a.xml', delivery([address('/a.jpg'), address('/b.jpg')]), 20);
    await site.run();
    web.at('/a.jpg', (_request, response) => response.writeHead(503).end());
    web.at('/b.jpg', (_request, response) => response.writeHead(200).end('<html>Bitte anmelden</html>'));
    web.at('/c.jpg', (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    await site.deliver('b.xml', delivery([address('/a.jpg'), address('/b.jpg'), address('/c.jpg')], 'Haus am See'), 10);
    const run = await site.run();
    expect(run).toMatchObject({ state: 'problems', counts: { updated: 1, warnings: 3 } });
    expect(await said(run.id)).toEqual([
      'A-url-failed HTTP 503',
      'A-not-image',
      'A-url-failed cut',
      'A-kept',
      'A-kept',
    ]);
    expect(await attachments()).toEqual(['0 a.jpg image/jpeg', '1 b.jpg image/jpeg']);
  });

  it('a host that answers nothing is not asked for every one of its files', async () => {
    await open();
    const { network } = site.places;
    let asked = 0;
    if (network) {
      network.lookup = () => {
        asked++;
        return Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
      };
    }
    const urls = Array.from({ length: 20 }, (_, index) => address(`/${index}.jpg`));
    await site.deliver('a.xml', delivery(urls));
    const run = await site.run();
    expect(run).toMatchObject({ state: 'problems', counts: { created: 1, warnings: 20 } });
    expect(asked).toBeLessThan(8);
    expect((await said(run.id)).at(-1)).toBe('A-url-failed silent');
  });
});
