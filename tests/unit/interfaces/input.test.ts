import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, InterfaceForm, rulesOf } from '@/lib/interfaces/input';

const form = { name: 'Nord', path: 'nord/inbox', intervalMinutes: '15', publishNew: 'on' };
const id = '0190c9d8-1f1a-7c3e-9b2a-3f4d5e6f7a8b';

describe('an interface’s form', () => {
  it('has the rules’ defaults where it says nothing', () => {
    const input = InterfaceForm.parse(form);
    expect(rulesOf(input)).toEqual(DEFAULT_RULES);
    expect(input).toMatchObject({
      name: 'Nord',
      source: { kind: 'directory', path: 'nord/inbox' },
      providerIds: [],
      intervalMinutes: 15,
      times: null,
    });
  });

  it('takes one provider or several, no interval, and a checkbox that is not ticked', () => {
    expect(InterfaceForm.parse({ ...form, providerIds: id }).providerIds).toEqual([id]);
    expect(InterfaceForm.parse({ ...form, providerIds: [id, id] }).providerIds).toHaveLength(2);
    expect(InterfaceForm.parse({ ...form, intervalMinutes: '' }).intervalMinutes).toBeNull();
    const { publishNew: _ticked, ...unticked } = form;
    expect(InterfaceForm.parse(unticked).publishNew).toBe(false);
  });

  it.each(['/etc', '../other', 'a/../../b', 'C:\\data', '\\\\server\\share', 'a\0b'])(
    'refuses the directory %j',
    (path) => {
      expect(InterfaceForm.safeParse({ ...form, path }).success).toBe(false);
    },
  );

  it.each([{ intervalMinutes: '0' }, { guardPercent: '101' }, { guardMinimum: 'many' }, { name: ' ' }])(
    'refuses %j',
    (values) => {
      expect(InterfaceForm.safeParse({ ...form, ...values }).success).toBe(false);
    },
  );
});

describe('the kinds of source in the form', () => {
  const all = { name: 'Nord', kind: 'directory', path: 'a', sftpHost: '', ftpHost: '', httpsUrl: '' };
  const FINGERPRINT = `SHA256:${'A'.repeat(43)}`;
  const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----';
  const sftp = { ...all, kind: 'sftp', sftpHost: 'files.example.org', sftpUser: 'broker', sftpPassword: 'x' };
  const ftp = { ...all, kind: 'ftp', ftpHost: '10.0.0.7', ftpUser: 'broker', ftpSecurity: 'implicit' };
  const https = { ...all, kind: 'https', httpsUrl: 'https://files.example.org/out/?key=1', httpsListing: 'on' };

  it('are read by the fields of their own, whatever stands in those of the others', () => {
    expect(InterfaceForm.parse({ ...sftp, ftpHost: 'no host!', sftpHostKey: `${FINGERPRINT}=` })).toMatchObject({
      source: { kind: 'sftp', host: 'files.example.org', port: 22, user: 'broker', path: '', hostKey: FINGERPRINT },
      typed: { password: 'x', privateKey: '' },
    });
    expect(
      InterfaceForm.parse({ ...sftp, sftpSecretKey: ` ${KEY}\n`, sftpPort: '2022', sftpPath: '/out/' }),
    ).toMatchObject({
      source: { port: 2022, path: '/out', hostKey: null },
      typed: { privateKey: KEY },
    });
    expect(InterfaceForm.parse(ftp).source).toEqual({
      kind: 'ftp',
      host: '10.0.0.7',
      port: 990,
      user: 'broker',
      path: '',
      security: 'implicit',
    });
    expect(InterfaceForm.parse(https).source).toEqual({
      kind: 'https',
      url: 'https://files.example.org/out/?key=1',
      listing: true,
      user: null,
    });
    expect(InterfaceForm.parse({ ...all, kind: 'upload' }).source).toEqual({ kind: 'upload' });
  });

  it.each([
    [{ ...sftp, sftpHost: '' }, 'sftpHost'],
    [{ ...sftp, sftpHost: 'sftp://files.example.org' }, 'sftpHost'],
    [{ ...sftp, sftpHost: 'a b' }, 'sftpHost'],
    [{ ...sftp, sftpUser: ' ' }, 'sftpUser'],
    [{ ...sftp, sftpUser: 'a\r\nDELE x' }, 'sftpUser'],
    [{ ...sftp, sftpPath: 'a/../../b' }, 'sftpPath'],
    [{ ...sftp, sftpPort: '70000' }, 'sftpPort'],
    [{ ...sftp, sftpHostKey: 'MD5:aa:bb' }, 'sftpHostKey'],
    [{ ...sftp, sftpSecretKey: 'ssh-ed25519 AAAA' }, 'sftpSecretKey'],
    [{ ...ftp, ftpSecurity: 'maybe' }, 'ftpSecurity'],
    [{ ...ftp, ftpPassword: 'a\nb' }, 'ftpPassword'],
    [{ ...https, httpsUrl: 'http://files.example.org/' }, 'httpsUrl'],
    [{ ...https, httpsUrl: 'https://broker:secret@files.example.org/' }, 'httpsUrl'],
    [{ ...https, httpsUser: 'a:b' }, 'httpsUser'],
    [{ ...all, kind: 'gopher' }, 'kind'],
  ])('refuse %j at its field', (fields, field) => {
    const parsed = InterfaceForm.safeParse(fields);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContain(field);
  });

  it('have rules with numbers that may be empty, hosts of their own, and times like those of cron', () => {
    const input = InterfaceForm.parse({
      ...all,
      filesPerRun: '',
      heartbeatDays: '7',
      keepOriginalsDays: '0',
      deleteOriginals: 'on',
      attachmentHosts: ' Bilder.example.org\n*.example.com, ',
      intervalMinutes: 'times',
      times: '0 7,13 * * 1-5',
    });
    expect(input).toMatchObject({
      filesPerRun: null,
      heartbeatDays: 7,
      keepOriginalsDays: 0,
      deleteOriginals: true,
      attachmentHosts: ['bilder.example.org', '*.example.com'],
      intervalMinutes: null,
      times: '0 7,13 * * 1-5',
    });
    for (const [wrong, field] of [
      [{ intervalMinutes: 'times', times: '' }, 'times'],
      [{ intervalMinutes: 'times', times: 'every day' }, 'times'],
      [{ intervalMinutes: 'times', times: '0 0 31 2 *' }, 'times'],
      [{ attachmentHosts: 'https://a.example.org/' }, 'attachmentHosts'],
      [{ attachmentHosts: '*' }, 'attachmentHosts'],
      [{ filesPerRun: '0' }, 'filesPerRun'],
    ] as const) {
      const parsed = InterfaceForm.safeParse({ ...all, ...wrong });
      expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([field]);
    }
  });
});
