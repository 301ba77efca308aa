import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
  unlinkSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import ssh2, { type Attributes, type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';
import { fingerprintOf } from '@/lib/sources/host-key';
import { makeSshKey } from './ssh-key';

export const SFTP_USER = 'broker';
export const SFTP_PASSWORD = 'correct horse';

export interface SftpFaults {
  /** The connection is cut when so many bytes were sent, once per value. */
  cutAfterBytes?: number[];
  /** No answer to what is asked for after the sign-in. */
  silent?: boolean;
  /** Listed beside the real files. */
  alsoListed?: string[];
  /** Called before every read. */
  onRead?: (file: string, position: number) => void;
}

export interface SftpServer {
  port: number;
  fingerprint: string;
  /** A key that is accepted as well as the password. */
  privateKey: string;
  faults: SftpFaults;
  /** Connections that are open. */
  connections(): number;
  /** How many bytes were sent as contents of files. */
  sentBytes(): number;
  close(): Promise<void>;
}

const { STATUS_CODE } = ssh2.utils.sftp;

/** A real SSH server with SFTP on a directory, on a free port of this machine. */
export async function startSftpServer(root: string): Promise<SftpServer> {
  const hostKey = makeSshKey();
  const userKey = makeSshKey();
  const faults: SftpFaults = {};
  const open = new Set<Connection>();
  let sent = 0;
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection)).on('error', () => undefined);
    connection.on('authentication', (context) => authenticate(context, userKey.private));
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => {
        serve(acceptSftp(), realpathSync(root), faults, (bytes) => {
          sent += bytes;
          const limit = faults.cutAfterBytes?.[0];
          if (limit === undefined || sent < limit) return false;
          faults.cutAfterBytes?.shift();
          connection.end();
          return true;
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    fingerprint: fingerprintOf(hostKey.publicBlob),
    privateKey: userKey.private,
    faults,
    connections: () => open.size,
    sentBytes: () => sent,
    close: () =>
      new Promise((resolve) => {
        for (const connection of open) connection.end();
        server.close(() => resolve());
      }),
  };
}

function authenticate(context: AuthContext, allowedKey: string): void {
  if (isAllowed(context, allowedKey)) context.accept();
  else context.reject(['password', 'publickey']);
}

function isAllowed(context: AuthContext, allowedKey: string): boolean {
  if (context.username !== SFTP_USER) return false;
  if (context.method === 'password') return context.password === SFTP_PASSWORD;
  const accepted = ssh2.utils.parseKey(allowedKey);
  if (context.method !== 'publickey' || accepted instanceof Error) return false;
  if (!accepted.getPublicSSH().equals(context.key.data)) return false;
  return !context.signature || accepted.verify(context.blob ?? Buffer.alloc(0), context.signature) === true;
}

function serve(sftp: SFTPWrapper, root: string, faults: SftpFaults, count: (bytes: number) => boolean): void {
  const handles = new Map<number, { file: number; name: string } | { entries: (Dirent | string)[]; folder: string }>();
  let next = 1;
  const full = (name: string) => path.join(root, path.posix.resolve('/', name));
  const handleOf = (handle: Buffer) => handles.get(handle.readUInt32BE(0));
  const give = (id: number, opened: Parameters<typeof handles.set>[1]) => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(next);
    handles.set(next++, opened);
    sftp.handle(id, handle);
  };
  const trying = (id: number, work: () => void) => {
    if (faults.silent) return;
    try {
      work();
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      sftp.status(id, gone ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE);
    }
  };
  sftp.on('REALPATH', (id, name) =>
    trying(id, () => {
      const resolved = path.posix.resolve('/', name);
      sftp.name(id, [{ filename: resolved, longname: resolved, attrs: {} as Attributes }]);
    }),
  );
  for (const ask of ['STAT', 'LSTAT'] as const) {
    sftp.on(ask, (id: number, name: string) => trying(id, () => sftp.attrs(id, attributesOf(statSync(full(name))))));
  }
  sftp.on('OPENDIR', (id, name) =>
    trying(id, () => {
      const entries = [...readdirSync(full(name), { withFileTypes: true }), ...(faults.alsoListed ?? [])];
      give(id, { entries, folder: full(name) });
    }),
  );
  sftp.on('READDIR', (id, handle) =>
    trying(id, () => {
      const opened = handleOf(handle);
      if (!opened || !('entries' in opened) || opened.entries.length === 0) return sftp.status(id, STATUS_CODE.EOF);
      const names = opened.entries.splice(0, 100).map((entry) => nameOf(entry, opened.folder));
      sftp.name(id, names);
    }),
  );
  sftp.on('OPEN', (id, name) => trying(id, () => give(id, { file: openSync(full(name), 'r'), name })));
  sftp.on('FSTAT', (id, handle) =>
    trying(id, () => {
      const opened = handleOf(handle);
      if (opened && 'file' in opened) sftp.attrs(id, attributesOf(fstatSync(opened.file)));
    }),
  );
  sftp.on('READ', (id, handle, offset, length) =>
    trying(id, () => {
      const opened = handleOf(handle);
      if (!opened || !('file' in opened)) return sftp.status(id, STATUS_CODE.FAILURE);
      faults.onRead?.(opened.name, offset);
      const buffer = Buffer.alloc(Math.min(length, 32_768));
      const read = readSync(opened.file, buffer, 0, buffer.length, offset);
      if (read === 0) return sftp.status(id, STATUS_CODE.EOF);
      if (count(read)) return;
      sftp.data(id, buffer.subarray(0, read));
    }),
  );
  sftp.on('CLOSE', (id, handle) =>
    trying(id, () => {
      const opened = handleOf(handle);
      if (opened && 'file' in opened) closeSync(opened.file);
      handles.delete(handle.readUInt32BE(0));
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on('REMOVE', (id, name) =>
    trying(id, () => {
      unlinkSync(full(name));
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
}

function nameOf(entry: Dirent | string, folder: string) {
  const filename = typeof entry === 'string' ? entry : entry.name;
  const stats = typeof entry === 'string' ? null : statSync(path.join(folder, entry.name));
  const attrs = stats ? attributesOf(stats) : { mode: 0o100644, uid: 0, gid: 0, size: 3, atime: 0, mtime: 0 };
  return { filename, longname: `${stats?.isDirectory() ? 'd' : '-'}rw-r--r-- 1 u g 1 Jan 1 00:00 ${filename}`, attrs };
}

function attributesOf(stats: Stats): Attributes {
  const { mode, uid, gid, size } = stats;
  return { mode, uid, gid, size, atime: Math.floor(stats.atimeMs / 1000), mtime: Math.floor(stats.mtimeMs / 1000) };
}
