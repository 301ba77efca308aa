import { z } from 'zod';
import type { InterfaceSource } from '../db/schema/interfaces';

/** Below a delivery root, with `/`; never absolute and never upwards. */
const directory = z
  .string()
  .trim()
  .max(500)
  .transform((text) => text.replaceAll('\\', '/').replace(/\/+$/, ''))
  .refine((text) => !text.startsWith('/') && !/^[a-z]:/i.test(text) && !text.includes('\0'), 'invalid')
  .refine((text) => !text.split('/').includes('..'), 'invalid');

/** On a far server; empty: where the server puts who signs in. */
const farDirectory = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (text === '/' ? text : text.replace(/\/+$/, '')))
  .refine((text) => !/\p{Cc}/u.test(text) && !text.split('/').includes('..'), 'invalid')
  .default('');

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(
    /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)*[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.?$|^[0-9a-f:.]+$/iu,
    'invalid',
  );
const port = (usual: number) =>
  z.preprocess(
    (value) => (value === '' || value === undefined ? usual : value),
    z.coerce.number().int().min(1).max(65_535),
  );
/** Nothing that could end a line of the protocol. */
const user = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'invalid');
const password = z
  .string()
  .max(1_000)
  .regex(/^\P{Cc}*$/u, 'invalid')
  .default('');
const privateKey = z
  .string()
  .trim()
  .max(20_000)
  .refine((text) => text === '' || /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]+-----END /.test(text), 'invalid')
  .default('');
const hostKey = z
  .string()
  .trim()
  .regex(/^(SHA256:[A-Za-z0-9+/]{43}=?)?$/, 'invalid')
  .transform((text) => (text === '' ? null : text.replace(/=$/, '')))
  .default(null);
const httpsAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', 'not-an-address')
  // A password has a field of its own, which is kept encrypted.
  .refine((text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''), 'invalid');
const checkbox = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean());

/** The fields of each kind of source; those of the other kinds may be there and are not looked at. */
export const SourceFields = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('directory'), path: directory }),
  z.object({
    kind: z.literal('sftp'),
    sftpHost: host,
    sftpPort: port(22),
    sftpUser: user,
    sftpPath: farDirectory,
    sftpPassword: password,
    sftpSecretKey: privateKey,
    sftpHostKey: hostKey,
  }),
  z.object({
    kind: z.literal('ftp'),
    ftpHost: host,
    ftpPort: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z.coerce.number().int().min(1).max(65_535).optional(),
    ),
    ftpUser: user,
    ftpPath: farDirectory,
    ftpSecurity: z.enum(['none', 'explicit', 'implicit']).default('explicit'),
    ftpPassword: password,
  }),
  z.object({
    kind: z.literal('https'),
    httpsUrl: httpsAddress,
    httpsListing: checkbox,
    httpsUser: z
      .string()
      .trim()
      .max(200)
      .regex(/^[^:\p{Cc}]*$/u, 'invalid')
      .default(''),
    httpsPassword: password,
  }),
  z.object({ kind: z.literal('upload') }),
]);
export type SourceFields = z.output<typeof SourceFields>;

/** What was typed of what must not be shown again; empty: nothing. */
export interface TypedSecrets {
  password: string;
  privateKey: string;
}

export interface SourceInput {
  source: InterfaceSource;
  typed: TypedSecrets;
}

const FTP_PORTS = { none: 21, explicit: 21, implicit: 990 } as const;

export function toSource(fields: SourceFields): SourceInput {
  switch (fields.kind) {
    case 'directory':
      return { source: { kind: 'directory', path: fields.path }, typed: { password: '', privateKey: '' } };
    case 'sftp': {
      const { sftpHost, sftpPort, sftpUser, sftpPath, sftpHostKey } = fields;
      return {
        source: { kind: 'sftp', host: sftpHost, port: sftpPort, user: sftpUser, path: sftpPath, hostKey: sftpHostKey },
        typed: { password: fields.sftpPassword, privateKey: fields.sftpSecretKey },
      };
    }
    case 'ftp': {
      const { ftpHost, ftpUser, ftpPath, ftpSecurity } = fields;
      const ftpPort = fields.ftpPort ?? FTP_PORTS[ftpSecurity];
      return {
        source: { kind: 'ftp', host: ftpHost, port: ftpPort, user: ftpUser, path: ftpPath, security: ftpSecurity },
        typed: { password: fields.ftpPassword, privateKey: '' },
      };
    }
    case 'https': {
      const { httpsUrl, httpsListing, httpsUser } = fields;
      const url = new URL(httpsUrl).href;
      return {
        source: { kind: 'https', url, listing: httpsListing, user: httpsUser === '' ? null : httpsUser },
        typed: { password: fields.httpsPassword, privateKey: '' },
      };
    }
    case 'upload':
      return { source: { kind: 'upload' }, typed: { password: '', privateKey: '' } };
  }
}
