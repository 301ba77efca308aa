import { appendFile, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InterfaceSource } from '@/lib/db/schema/interfaces';
import { openSftp } from '@/lib/sources/sftp';
import type { Source, SourceFile } from '@/lib/sources/source';
import { freePort } from '../../support/free-port';
import { bytesOf } from '../../support/openimmo';
import { createTestNetwork } from '../../support/remote/network';
import { SFTP_PASSWORD, SFTP_USER, type SftpServer, startSftpServer } from '../../support/remote/sftp-server';
import { waitFor } from '../../support/wait-for';

let root: string;
let server: SftpServer;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sftp-'));
  await mkdir(path.join(root, 'inbox', 'bilder'), { recursive: true });
  server = await startSftpServer(root);
});
afterEach(async () => {
  await waitFor('every connection to be closed', async () => server.connections() === 0);
  await server.close();
  await rm(root, { recursive: true, force: true });
});

type Settings = Extract<InterfaceSource, { kind: 'sftp' }>;
const settings = (values: Partial<Settings> = {}): Settings => ({
  kind: 'sftp',
  host: '127.0.0.1',
  port: server.port,
  user: SFTP_USER,
  path: '/inbox',
  hostKey: server.fingerprint,
  ...values,
});
const open = (values: Partial<Settings> = {}, network = createTestNetwork()) =>
  openSftp(settings(values), { password: SFTP_PASSWORD }, network);
const put = async (name: string, bytes: string | Buffer) => {
  await writeFile(path.join(root, 'inbox', name), bytes);
  await utimes(path.join(root, 'inbox', name), 1_700_000_000, 1_700_000_000);
};
const all = async (source: Source) => {
  const files: SourceFile[] = [];
  for await (const file of source.list()) files.push(file);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
};

describe('an SFTP source', () => {
  it('lists deliveries of its folder and the folders below, with size and time', async () => {
    await put('a.zip', '12345');
    await put('bilder/b.XML', '<x/>');
    for (const other of ['.hidden.zip', 'c.zip.part', 'notes.txt']) await put(other, 'x');
    expect(await all(open())).toEqual([
      { path: 'a.zip', sizeBytes: 5, modifiedAt: new Date(1_700_000_000_000) },
      { path: 'bilder/b.XML', sizeBytes: 4, modifiedAt: new Date(1_700_000_000_000) },
    ]);
  });

  it('brings a file here, reads any part of it, and finds what lies beside it', async () => {
    const bytes = Buffer.alloc(300_000, 'abcdefghij');
    await put('a.xml', bytes);
    await put('bilder/Küche.JPG', 'kitchen');
    const file = await open().open('a.xml');
    expect(file).toMatchObject({ name: 'a.xml', sizeBytes: 300_000, modifiedAt: new Date(1_700_000_000_000) });
    expect((await bytesOf(file.read(10, 15))).toString()).toBe('abcde');
    expect((await bytesOf(file.read(0, 300_000))).equals(bytes)).toBe(true);
    expect(await file.changedSizeBytes()).toBeNull();
    const beside = await file.beside?.('Bilder/ku\u0308che.jpg');
    expect(beside).toMatchObject({ path: 'bilder/Küche.JPG', sizeBytes: 7 });
    expect(beside && (await bytesOf(beside.read())).toString()).toBe('kitchen');
    expect(await file.beside?.('bilder/none.jpg')).toBeNull();
    await file.close();
  });

  it('takes a private key instead of a password', async () => {
    await put('a.zip', '1');
    const source = openSftp(settings(), { privateKey: server.privateKey }, createTestNetwork());
    expect(await all(source)).toHaveLength(1);
  });

  it('removes a file only while it is the one that was read', async () => {
    await put('a.zip', '12345');
    const [file] = await all(open());
    if (!file) throw new Error('nothing is listed');
    expect(await open().remove?.({ ...file, sizeBytes: 4 })).toBe(false);
    expect(await readdir(path.join(root, 'inbox'))).toContain('a.zip');
    expect(await open().remove?.(file)).toBe(true);
    expect(await readdir(path.join(root, 'inbox'))).not.toContain('a.zip');
  });
});

describe('faults of an SFTP source', () => {
  it('a host whose key is not known is refused before any password is sent, with its fingerprint', async () => {
    await expect(all(open({ hostKey: null }))).rejects.toMatchObject({
      code: 'source-host-key-unknown',
      details: { host: '127.0.0.1', fingerprint: server.fingerprint },
    });
  });

  it('a host that shows another key than before is refused', async () => {
    const known = `SHA256:${'A'.repeat(43)}`;
    await expect(all(open({ hostKey: known }))).rejects.toMatchObject({
      code: 'source-host-key-changed',
      details: { known, fingerprint: server.fingerprint },
    });
  });

  it('wrong password, wrong user, wrong key, no folder: each says so', async () => {
    const wrong = openSftp(settings(), { password: 'wrong' }, createTestNetwork());
    await expect(all(wrong)).rejects.toMatchObject({ code: 'source-login-refused', details: { user: SFTP_USER } });
    await expect(all(open({ user: 'root' }))).rejects.toMatchObject({ code: 'source-login-refused' });
    const noKey = openSftp(settings(), { privateKey: 'no key at all' }, createTestNetwork());
    await expect(all(noKey)).rejects.toMatchObject({ code: 'source-login-refused' });
    await expect(all(open({ path: '/nowhere' }))).rejects.toMatchObject({ code: 'source-missing' });
    await expect(open().open('none.zip')).rejects.toMatchObject({ code: 'delivery-unknown' });
  });

  it('nobody listens, a name that is not known, and a server that says nothing end in time', async () => {
    await expect(all(open({ port: await freePort() }))).rejects.toMatchObject({
      code: 'source-unreachable',
      details: { kind: 'refused' },
      retryable: true,
    });
    const nameless = createTestNetwork({
      lookup: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
    });
    await expect(all(open({ host: 'nowhere.example.org' }, nameless))).rejects.toMatchObject({
      code: 'source-unreachable',
      details: { kind: 'name-not-found' },
    });
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    await expect(all(open({ port }, createTestNetwork({ callMs: 300 })))).rejects.toMatchObject({
      code: 'source-timed-out',
    });
    mute.close();
    server.faults.silent = true;
    await expect(all(open({}, createTestNetwork({ callMs: 300 })))).rejects.toMatchObject({ code: 'source-timed-out' });
  });

  it('a transfer that is cut in the middle goes on where it was', async () => {
    const bytes = Buffer.from(Array.from({ length: 900_000 }, (_, index) => index % 251));
    await put('a.zip', bytes);
    server.faults.cutAfterBytes = [400_000];
    const file = await open().open('a.zip');
    expect((await bytesOf(file.read(0, file.sizeBytes))).equals(bytes)).toBe(true);
    expect(server.sentBytes()).toBeLessThan(1_500_000);
    await file.close();
  });

  it('a transfer that is cut again and again ends with an error', async () => {
    await put('a.zip', Buffer.alloc(900_000));
    server.faults.cutAfterBytes = [100_000, 200_000, 300_000, 400_000];
    await expect(open().open('a.zip')).rejects.toMatchObject({ code: 'source-unreachable', details: { kind: 'cut' } });
  });

  it('a file that grows while it is fetched is not taken for whole', async () => {
    await put('a.zip', Buffer.alloc(200_000));
    server.faults.onRead = (_name, position) => {
      if (position === 0) void appendFile(path.join(root, 'inbox', 'a.zip'), Buffer.alloc(10));
    };
    const file = await open().open('a.zip');
    expect(await file.changedSizeBytes()).toBeGreaterThan(200_000);
    await file.close();
  });

  it('a file that is too large is refused before a byte of it is fetched', async () => {
    await put('a.zip', Buffer.alloc(2_000_000));
    await expect(open({}, createTestNetwork({ mostBytes: 1_000_000 })).open('a.zip')).rejects.toMatchObject({
      code: 'source-too-large',
    });
    expect(server.sentBytes()).toBe(0);
  });

  it('names that lead elsewhere are not listed, and not opened', async () => {
    await put('good.zip', '1');
    server.faults.alsoListed = ['../outside.zip', '/etc/a.zip', '..', 'a\nb.zip', 'a\u0000.zip', 'a\\b.zip', 'x/y.zip'];
    expect((await all(open())).map((file) => file.path)).toEqual(['good.zip']);
    for (const name of ['../outside.zip', '/etc/passwd', 'a/../b.zip', 'a\nb.zip', '']) {
      expect(() => open().open(name)).toThrow(expect.objectContaining({ code: 'delivery-unknown' }));
    }
  });

  it('a run that is cancelled lets go at once', async () => {
    await put('a.zip', Buffer.alloc(500_000));
    const stop = new AbortController();
    server.faults.onRead = () => stop.abort(new Error('cancelled'));
    await expect(open().open('a.zip', stop.signal)).rejects.toThrow('cancelled');
  });

  it('private addresses are refused unless the operator allows them', async () => {
    await expect(all(open({}, createTestNetwork({ allowed: [] })))).rejects.toMatchObject({
      code: 'source-address-refused',
      details: { address: '127.0.0.1' },
    });
  });
});
