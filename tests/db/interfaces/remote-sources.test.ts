import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InterfaceSource } from '@/lib/db/schema/interfaces';
import { getInterface } from '@/lib/interfaces/get';
import { DEFAULT_RULES, type InterfaceInput } from '@/lib/interfaces/input';
import { openOriginal } from '@/lib/interfaces/originals/open';
import { scanInterface } from '@/lib/interfaces/scan';
import { updateInterface } from '@/lib/interfaces/update';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import {
  attachmentXml,
  bytesOf,
  element,
  oneProperty,
  propertyXml,
  providerXml,
  transferXml,
} from '../../support/openimmo';
import { type HttpsServer, startHttpsServer } from '../../support/remote/https-server';
import { createTestNetwork } from '../../support/remote/network';
import { SFTP_PASSWORD, SFTP_USER, type SftpServer, startSftpServer } from '../../support/remote/sftp-server';

const PICTURE = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
type SftpSource = Extract<InterfaceSource, { kind: 'sftp' }>;

let site: ImportHarness;
let root: string;
let server: SftpServer;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'remote-'));
  await mkdir(path.join(root, 'inbox'));
  server = await startSftpServer(root);
  site = await createImportHarness();
  site.places.network = createTestNetwork();
});
afterEach(async () => {
  await site.close();
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const source = (values: Partial<SftpSource> = {}): SftpSource => {
  const usual = { kind: 'sftp', host: '127.0.0.1', port: server.port, user: SFTP_USER, path: 'inbox' } as const;
  return { ...usual, hostKey: server.fingerprint, ...values };
};
const typed = { password: SFTP_PASSWORD, privateKey: '' };
const input = (values: Partial<InterfaceInput> = {}): InterfaceInput => {
  const usual = { name: 'SFTP', providerIds: [], intervalMinutes: null, ...DEFAULT_RULES };
  return { ...usual, source: source(), ...values };
};
const put = async (name: string, bytes: string | Buffer) => {
  await writeFile(path.join(root, 'inbox', name), bytes);
  await utimes(path.join(root, 'inbox', name), 1_700_000_000, 1_700_000_000);
};
const deliveriesOf = (interfaceId: string) =>
  site.db.execute<{ id: string; path: string; state: string; original: string | null; gone: boolean }>(sql`
    select id, path, state, original_key as original, gone_at is not null as gone from deliveries
    where interface_id = ${interfaceId} order by path`);

describe('an interface on an SFTP server', () => {
  it('imports what lies there with what lies beside it, and keeps the original to download', async () => {
    const interfaceId = await site.addInterface(input({ typed }));
    const property = propertyXml({ sections: [element('anhaenge', {}, attachmentXml('haus.jpg'))] });
    const xml = transferXml([providerXml([property])]);
    await put('a.xml', xml);
    await put('Haus.JPG', PICTURE);
    const run = await site.run({ interfaceId });
    expect(run).toMatchObject({ state: 'done', counts: { created: 1, attachments: 1, deliveries: 1 } });
    const [delivery] = await deliveriesOf(interfaceId);
    expect(delivery).toMatchObject({ path: 'a.xml', state: 'done', gone: false });
    const places = { ...site.places, db: site.db };
    await rm(path.join(root, 'inbox', 'a.xml'));
    const original = await openOriginal(interfaceId, delivery?.id ?? '', places);
    expect(original).toMatchObject({ name: 'a.xml', sizeBytes: Buffer.byteLength(xml) });
    expect((await bytesOf(original.stream)).toString()).toBe(xml);
    await scanInterface(site.db, interfaceId, site.places);
    expect((await deliveriesOf(interfaceId))[0]).toMatchObject({ gone: true });
  });

  it('removes originals after they were applied, and only then', async () => {
    const interfaceId = await site.addInterface(input({ typed, deleteOriginals: true, keepOriginalsDays: 0 }));
    await put('good.xml', oneProperty());
    await put('broken.xml', '<openimmo><uebertragung');
    await put('other.xml', transferXml([providerXml([propertyXml()], { number: 'Z-999' })]));
    await site.run({ interfaceId, preview: true });
    expect((await readdir(path.join(root, 'inbox'))).sort()).toEqual(['broken.xml', 'good.xml', 'other.xml']);
    await site.run({ interfaceId });
    expect((await readdir(path.join(root, 'inbox'))).sort()).toEqual(['broken.xml', 'other.xml']);
  });

  it('a host with another key than before stops the run before anything is sent, and nothing is flagged as gone', async () => {
    const interfaceId = await site.addInterface(input({ typed }));
    await put('a.xml', oneProperty());
    await scanInterface(site.db, interfaceId, site.places);
    const known = `SHA256:${'B'.repeat(43)}`;
    await updateInterface(site.db, interfaceId, input({ source: source({ hostKey: known }) }));
    const run = await site.run({ interfaceId });
    expect(run).toMatchObject({ state: 'failed', error: { code: 'source-host-key-changed' } });
    expect(await deliveriesOf(interfaceId)).toMatchObject([{ path: 'a.xml', state: 'new', gone: false }]);
  });
});

describe('secrets of a source', () => {
  it('are encrypted at rest, and stay when nothing is typed', async () => {
    const interfaceId = await site.addInterface(input({ typed }));
    await put('a.xml', oneProperty());
    await updateInterface(site.db, interfaceId, input({ name: 'Renamed', typed: { password: '', privateKey: '' } }));
    const run = await site.run({ interfaceId });
    expect(run.state).toBe('done');
    const everything = await site.db.execute<{ line: string }>(sql`
      select i::text as line from interfaces i union all select a::text from audit_log a
      union all select r::text from runs r union all select o::text from outcomes o`);
    expect(everything.some(({ line }) => line.includes(SFTP_PASSWORD))).toBe(false);
    expect((await getInterface(site.db, interfaceId)).secrets).toMatch(/^v1\./);
  });

  it('go to nobody but whom they were entered for', async () => {
    const interfaceId = await site.addInterface(input({ typed }));
    for (const values of [{ host: 'evil.example.org' }, { port: 2022 }, { user: 'root' }]) {
      await expect(
        updateInterface(
          site.db,
          interfaceId,
          input({ source: source(values), typed: { password: '', privateKey: '' } }),
        ),
      ).rejects.toMatchObject({ code: 'source-secret-missing' });
    }
    await expect(updateInterface(site.db, interfaceId, input({ forgetSecrets: true }))).rejects.toMatchObject({
      code: 'source-secret-missing',
    });
    await updateInterface(site.db, interfaceId, input({ source: { kind: 'directory', path: 'inbox' } }));
    expect((await getInterface(site.db, interfaceId)).secrets).toBeNull();
  });

  it('a new password stands beside the key that is stored', async () => {
    const interfaceId = await site.addInterface(input({ typed: { password: '', privateKey: server.privateKey } }));
    await put('a.xml', oneProperty());
    await updateInterface(site.db, interfaceId, input({ typed: { password: 'wrong', privateKey: '' } }));
    expect((await site.run({ interfaceId })).state).toBe('done');
  });
});

describe('an interface on an HTTPS address', () => {
  let web: HttpsServer;
  beforeEach(async () => {
    web = await startHttpsServer();
  });
  afterEach(() => web.close());

  it('imports a new version once, known by its ETag', async () => {
    const url = `${web.url}/all.xml`;
    const https = { kind: 'https', url, listing: false, user: null } as const;
    const interfaceId = await site.addInterface(input({ source: https }));
    web.file('/all.xml', Buffer.from(oneProperty({ title: 'Eins' })), { etag: '"1"' });
    expect((await site.run({ interfaceId })).counts).toMatchObject({ created: 1 });
    const states = async () => {
      await scanInterface(site.db, interfaceId, site.places);
      return (await deliveriesOf(interfaceId)).map(({ path: name, state }) => `${name} ${state}`);
    };
    expect(await states()).toEqual(['all.xml done']);
    web.file('/all.xml', Buffer.from(oneProperty({ title: 'Zwei' })), { etag: '"2"' });
    expect(await states()).toEqual(['all.xml changed']);
    expect((await site.run({ interfaceId })).counts).toMatchObject({ updated: 1 });
    expect(await states()).toEqual(['all.xml done']);
  });
});
