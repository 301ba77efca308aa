import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFtp } from '@/lib/sources/ftp';
import { openSftp } from '@/lib/sources/sftp';
import type { Source, SourceFile } from '@/lib/sources/source';
import { bytesOf } from '../support/openimmo';
import {
  type Daemon,
  PROFTPD_PASSWORD,
  PROFTPD_USER,
  type Sshd,
  startProftpd,
  startSshd,
} from '../support/remote/daemons';
import { createTestNetwork } from '../support/remote/network';
import { makeSshKey } from '../support/remote/ssh-key';

const all = async (source: Source) => {
  const files: SourceFile[] = [];
  for await (const file of source.list()) files.push(file);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
};
const bytes = Buffer.from(Array.from({ length: 1_500_000 }, (_, index) => (index * 7) % 251));
const put = (inbox: string, name: string, content: string | Buffer) => {
  writeFileSync(path.join(inbox, name), content, { mode: 0o666 });
  utimesSync(path.join(inbox, name), 1_700_000_000, 1_700_000_000);
};

/** What every server must do alike. */
async function exercise(source: Source, inbox: string): Promise<void> {
  put(inbox, 'große Lieferung 1.zip', bytes);
  put(inbox, 'b.xml', '<x/>');
  put(inbox, 'Küche.JPG', 'kitchen');
  put(inbox, '.hidden.zip', 'x');
  const modifiedAt = new Date(1_700_000_000_000);
  const files = await all(source);
  expect(files).toEqual([
    { path: 'b.xml', sizeBytes: 4, modifiedAt },
    { path: 'große Lieferung 1.zip', sizeBytes: 1_500_000, modifiedAt },
  ]);
  const archive = await source.open('große Lieferung 1.zip');
  expect((await bytesOf(archive.read(0, archive.sizeBytes))).equals(bytes)).toBe(true);
  expect(archive.modifiedAt).toEqual(modifiedAt);
  expect(await archive.changedSizeBytes()).toBeNull();
  await archive.close();
  const xml = await source.open('b.xml');
  const beside = await xml.beside?.('küche.jpg');
  expect(beside && (await bytesOf(beside.read())).toString()).toBe('kitchen');
  await xml.close();
  await expect(source.open('none.zip')).rejects.toMatchObject({ code: 'delivery-unknown' });
  for (const file of files) expect(await source.remove?.(file)).toBe(true);
  expect(readdirSync(inbox).sort()).toEqual(['.hidden.zip', 'Küche.JPG']);
}

describe('OpenSSH', () => {
  let server: Sshd;
  beforeAll(async () => {
    server = await startSshd();
  });
  afterAll(() => server.close());
  const open = (values: { hostKey?: string | null; path?: string } = {}, privateKey = server.privateKey) => {
    const usual = { kind: 'sftp', host: '127.0.0.1', port: server.port, user: server.user } as const;
    const settings = { ...usual, path: server.inbox, hostKey: server.fingerprint, ...values };
    return openSftp(settings, { privateKey }, createTestNetwork());
  };

  it('lists, fetches, finds what lies beside, and removes', () => exercise(open(), server.inbox));

  it('is known by its key, and knows us by ours', async () => {
    await expect(all(open({ hostKey: null }))).rejects.toMatchObject({
      code: 'source-host-key-unknown',
      details: { fingerprint: server.fingerprint },
    });
    await expect(all(open({ hostKey: `SHA256:${'C'.repeat(43)}` }))).rejects.toMatchObject({
      code: 'source-host-key-changed',
    });
    await expect(all(open({}, makeSshKey().private))).rejects.toMatchObject({ code: 'source-login-refused' });
    await expect(all(open({ path: '/nowhere' }))).rejects.toMatchObject({ code: 'source-missing' });
  });
});

describe('ProFTPD', () => {
  let server: Daemon;
  beforeAll(async () => {
    server = await startProftpd();
  });
  afterAll(() => server.close());
  const open = (security: 'none' | 'explicit', password = PROFTPD_PASSWORD) => {
    const usual = { kind: 'ftp', host: 'localhost', port: server.port, user: PROFTPD_USER, path: '' } as const;
    return openFtp({ ...usual, security }, { password }, createTestNetwork());
  };

  it.each(['none', 'explicit'] as const)(
    'with TLS %s lists, fetches, finds what lies beside, and removes',
    (security) => exercise(open(security), server.inbox),
  );

  it('refuses a wrong password', async () => {
    await expect(all(open('explicit', 'wrong'))).rejects.toMatchObject({ code: 'source-login-refused' });
  });
});
