import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InterfaceSource } from '@/lib/db/schema/interfaces';
import { openFtp } from '@/lib/sources/ftp';
import { readFacts, readListTime } from '@/lib/sources/ftp-listing';
import type { Source, SourceFile } from '@/lib/sources/source';
import { freePort } from '../../support/free-port';
import { bytesOf } from '../../support/openimmo';
import { FTP_PASSWORD, FTP_USER, type FtpServer, startFtpServer } from '../../support/remote/ftp-server';
import { createTestNetwork } from '../../support/remote/network';

let root: string;
let server: FtpServer | undefined;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'ftp-'));
  await mkdir(path.join(root, 'inbox', 'bilder'), { recursive: true });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(root, { recursive: true, force: true });
});

type Settings = Extract<InterfaceSource, { kind: 'ftp' }>;
const open = (values: Partial<Settings> = {}, network = createTestNetwork(), password = FTP_PASSWORD) => {
  const usual = { kind: 'ftp', host: 'localhost', port: server?.port ?? 0, user: FTP_USER, path: 'inbox' } as const;
  return openFtp({ ...usual, security: 'explicit', ...values }, { password }, network);
};
const put = async (name: string, bytes: string | Buffer) => {
  await writeFile(path.join(root, 'inbox', name), bytes);
  await utimes(path.join(root, 'inbox', name), 1_700_000_000, 1_700_000_000);
};
const all = async (source: Source) => {
  const files: SourceFile[] = [];
  for await (const file of source.list()) files.push(file);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
};

describe.each(['none', 'explicit', 'implicit'] as const)('an FTP source with TLS: %s', (security) => {
  it('lists, fetches, finds what lies beside, and removes', async () => {
    server = await startFtpServer(root, security === 'implicit' ? 'implicit' : 'explicit');
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    await put('a.zip', bytes);
    await put('bilder/b.xml', '<x/>');
    await put('bilder/Küche.jpg', 'kitchen');
    for (const other of ['.hidden.zip', 'c.zip.filepart', 'notes.txt']) await put(other, 'x');
    const source = open({ security });
    const files = await all(source);
    expect(files).toEqual([
      { path: 'a.zip', sizeBytes: 200_000, modifiedAt: new Date(1_700_000_000_000) },
      { path: 'bilder/b.xml', sizeBytes: 4, modifiedAt: new Date(1_700_000_000_000) },
    ]);
    const file = await source.open('a.zip');
    expect((await bytesOf(file.read(0, file.sizeBytes))).equals(bytes)).toBe(true);
    expect(file.modifiedAt).toEqual(new Date(1_700_000_000_000));
    expect(await file.changedSizeBytes()).toBeNull();
    await file.close();
    const xml = await source.open('bilder/b.xml');
    const picture = await xml.beside?.('küche.JPG');
    expect(picture && (await bytesOf(picture.read())).toString()).toBe('kitchen');
    await xml.close();
    const [first] = files;
    expect(first && (await source.remove?.({ ...first, modifiedAt: new Date() }))).toBe(false);
    expect(first && (await source.remove?.(first))).toBe(true);
    expect(await readdir(path.join(root, 'inbox'))).not.toContain('a.zip');
  });
});

describe('faults of an FTP source', () => {
  it('wrong password, no folder, no file, nobody there: each says so', async () => {
    server = await startFtpServer(root);
    await expect(all(open({}, createTestNetwork(), 'wrong'))).rejects.toMatchObject({ code: 'source-login-refused' });
    await expect(all(open({ path: 'nowhere' }))).rejects.toMatchObject({ code: 'source-missing' });
    await expect(open().open('none.zip')).rejects.toMatchObject({ code: 'delivery-unknown' });
    await expect(all(open({ port: await freePort() }))).rejects.toMatchObject({
      code: 'source-unreachable',
      details: { kind: 'refused' },
    });
  });

  it('a certificate that nobody vouches for, or that is another host’s, is refused', async () => {
    server = await startFtpServer(root);
    const { ca: _trusted, ...strict } = createTestNetwork();
    await expect(all(open({}, strict))).rejects.toMatchObject({ code: 'source-unreachable', details: { kind: 'tls' } });
    const elsewhere = createTestNetwork({
      allowed: ['evil.example.org'],
      lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    await expect(all(open({ host: 'evil.example.org' }, elsewhere))).rejects.toMatchObject({
      code: 'source-unreachable',
      details: { kind: 'tls' },
    });
  });

  it('private addresses are refused unless the operator allows them', async () => {
    server = await startFtpServer(root);
    await expect(all(open({}, createTestNetwork({ allowed: [] })))).rejects.toMatchObject({
      code: 'source-address-refused',
    });
  });

  it('a file that is too large is refused, and names that lead elsewhere are not opened', async () => {
    server = await startFtpServer(root);
    await put('a.zip', Buffer.alloc(20_000));
    await expect(open({}, createTestNetwork({ mostBytes: 10_000 })).open('a.zip')).rejects.toMatchObject({
      code: 'source-too-large',
    });
    for (const name of ['../a.zip', '/etc/passwd', 'a\r\nDELE b.zip']) {
      expect(() => open().open(name)).toThrow(expect.objectContaining({ code: 'delivery-unknown' }));
    }
  });
});

describe('times in FTP listings', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  it.each([
    ['Nov 22 06:24', '2026-11-22T06:24:00.000Z'],
    ['Dec  1 23:59', '2025-12-01T23:59:00.000Z'],
    ['Mar  3  2024', '2024-03-03T00:00:00.000Z'],
    ['11-22-25  06:24AM', '2025-11-22T06:24:00.000Z'],
    ['01-02-2024  12:05PM', '2024-01-02T12:05:00.000Z'],
    ['gestern', '1970-01-01T00:00:00.000Z'],
  ])('%j is %s', (text, moment) => {
    expect(readListTime(text, now).toISOString()).toBe(moment);
  });

  it('reads the facts of MLST, and nothing where they are missing', () => {
    const answer =
      '250-Listing\r\n modify=20261122062431.123;size=12;type=file;UNIX.mode=0644; /inbox/a b; c.zip\r\n250 End';
    expect(readFacts(answer)).toEqual({ isFile: true, sizeBytes: 12, modifiedAt: new Date('2026-11-22T06:24:31Z') });
    expect(readFacts('250-Listing\r\n type=dir;modify=20261122062431; /inbox\r\n250 End')).toBeNull();
    expect(readFacts('502 not here')).toBeNull();
  });
});
