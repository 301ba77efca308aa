import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { fingerprintOf } from '@/lib/sources/host-key';
import { freePort } from '../free-port';
import { waitFor } from '../wait-for';
import { makeSshKey, type SshKey } from './ssh-key';

/** A server of the system's packages, with a configuration and a directory of its own, on a free port of this machine. */
export interface Daemon {
  port: number;
  /** Where the deliveries of a test are put. */
  inbox: string;
  close(): Promise<void>;
}

export interface Sshd extends Daemon {
  user: string;
  fingerprint: string;
  privateKey: string;
}

/** OpenSSH with its sftp-server as a process of its own; whoever runs the tests signs in with a key. */
export async function startSshd(): Promise<Sshd> {
  const { folder, inbox } = makeFolder('sshd-');
  const port = await freePort();
  const hostKey = makeKey(folder, 'host');
  const userKey = makeKey(folder, 'user');
  writeFileSync(path.join(folder, 'authorized'), `${userKey.publicLine}\n`);
  const configuration = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${path.join(folder, 'host')}`,
    `AuthorizedKeysFile ${path.join(folder, 'authorized')}`,
    `PidFile ${path.join(folder, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    'Subsystem sftp /usr/lib/openssh/sftp-server',
  ];
  writeFileSync(path.join(folder, 'sshd.conf'), `${configuration.join('\n')}\n`);
  // Its own rule: a directory that is empty and nobody else's.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const daemon = await launch('/usr/sbin/sshd', ['-D', '-e', '-f', path.join(folder, 'sshd.conf')], {
    folder,
    inbox,
    port,
  });
  return {
    ...daemon,
    user: userInfo().username,
    fingerprint: fingerprintOf(hostKey.publicBlob),
    privateKey: userKey.private,
  };
}

export const PROFTPD_USER = 'broker';
export const PROFTPD_PASSWORD = 'correct horse';

/** ProFTPD with MLSD, and with TLS after connecting: offered, and for data demanded to be of the same session. */
export async function startProftpd(): Promise<Daemon> {
  const { folder, inbox } = makeFolder('proftpd-');
  const port = await freePort();
  for (const name of ['certificate.pem', 'key.pem'])
    cpSync(path.join('tests/fixtures/tls', name), path.join(folder, name));
  chmodSync(path.join(folder, 'key.pem'), 0o600);
  const { uid, gid } = userInfo();
  // Not as root: its own rule for whoever signs in.
  const [owner, group] = uid === 0 ? [65_534, 65_534] : [uid, gid];
  const hash = execFileSync('openssl', ['passwd', '-6', PROFTPD_PASSWORD], { encoding: 'utf8' }).trim();
  writeFileSync(path.join(folder, 'users'), `${PROFTPD_USER}:${hash}:${owner}:${group}::${inbox}:/bin/sh\n`, {
    mode: 0o600,
  });
  const configuration = [
    'ServerType standalone',
    'ServerName "tests"',
    `Port ${port}`,
    'DefaultAddress 127.0.0.1',
    'UseIPv6 off',
    'UseReverseDNS off',
    'WtmpLog off',
    'TransferLog none',
    'SystemLog none',
    `PidFile ${path.join(folder, 'pid')}`,
    `ScoreboardFile ${path.join(folder, 'scoreboard')}`,
    `DelayTable ${path.join(folder, 'delay')}`,
    'ModulePath /usr/lib/proftpd',
    'LoadModule mod_tls.c',
    ...(uid === 0 ? ['User nobody', 'Group nogroup'] : []),
    'RequireValidShell off',
    'AuthOrder mod_auth_file.c',
    `AuthUserFile ${path.join(folder, 'users')}`,
    'DefaultRoot ~',
    'AllowOverwrite on',
    '<IfModule mod_tls.c>',
    'TLSEngine on',
    'TLSRequired off',
    `TLSECCertificateFile ${path.join(folder, 'certificate.pem')}`,
    `TLSECCertificateKeyFile ${path.join(folder, 'key.pem')}`,
    '</IfModule>',
  ];
  writeFileSync(path.join(folder, 'proftpd.conf'), `${configuration.join('\n')}\n`);
  return launch('/usr/sbin/proftpd', ['-n', '-q', '-c', path.join(folder, 'proftpd.conf')], { folder, inbox, port });
}

function makeFolder(prefix: string) {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  const inbox = path.join(folder, 'inbox');
  mkdirSync(inbox);
  // Whom the server signs in as must come in and may remove.
  chmodSync(folder, 0o755);
  chmodSync(inbox, 0o777);
  return { folder, inbox };
}

function makeKey(folder: string, name: string): SshKey {
  const key = makeSshKey();
  writeFileSync(path.join(folder, name), key.private, { mode: 0o600 });
  return key;
}

async function launch(
  program: string,
  args: string[],
  { folder, inbox, port }: { folder: string; inbox: string; port: number },
): Promise<Daemon> {
  const said: string[] = [];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(String(chunk)));
  const close = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(`${program} to listen`, async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended:\n${said.join('')}`);
      return listens(port);
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { port, inbox, close };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
