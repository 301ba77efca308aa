import 'server-only';
import path from 'node:path';
import SftpClient from 'ssh2-sftp-client';
import type { InterfaceSource } from '../db/schema/interfaces';
import { AppError } from '../errors';
import { bounded } from '../net/bounded';
import { connectGuarded } from '../net/guard';
import type { Network } from '../net/network';
import { toNetworkError } from '../net/network-error';
import { refusalOfKey } from './host-key';
import { type Remote, type RemoteEntry, type RemoteSession, remoteSource } from './remote';
import type { Source, SourceFile } from './source';
import type { SourceSecrets } from './source-secrets';

type SftpSettings = Extract<InterfaceSource, { kind: 'sftp' }>;

/**
 * Deliveries on an SFTP server whose key is known. Throws `source-host-key-unknown` (with the fingerprint that a person may
 * accept), `source-host-key-changed`, `source-login-refused`, `source-missing`, and what the network throws.
 */
export function openSftp(settings: SftpSettings, secrets: SourceSecrets, network: Network): Source {
  const remote: Remote = {
    host: settings.host,
    network,
    connect: (signal) => signIn(settings, secrets, network, signal),
  };
  return remoteSource(remote);
}

async function signIn(settings: SftpSettings, secrets: SourceSecrets, network: Network, signal: AbortSignal) {
  const { host, port, user } = settings;
  const socket = await connectGuarded(network, { host, port }, signal);
  const quiet = () => undefined;
  const client = new SftpClient('estate-sync', { error: quiet, end: quiet, close: quiet });
  let refused: AppError | null = null;
  let failure: unknown;
  client.on('error', (error: unknown) => {
    failure = error;
  });
  client.on('keyboard-interactive', (_name, _text, _language, prompts: unknown[], answer: (said: string[]) => void) => {
    answer(prompts.map(() => secrets.password ?? ''));
  });
  const close = () => {
    void client.end().catch(quiet);
    socket.destroy();
  };
  try {
    const base = await bounded({ host, timeoutMs: network.callMs, signal, giveUp: close }, async () => {
      await client.connect({
        sock: socket,
        username: user,
        ...(secrets.password && { password: secrets.password, tryKeyboard: true }),
        ...(secrets.privateKey && { privateKey: secrets.privateKey }),
        readyTimeout: network.callMs,
        hostVerifier: (key: Buffer) => {
          refused = refusalOfKey(host, settings.hostKey, key);
          return refused === null;
        },
      });
      return findBase(client, settings);
    });
    return new SftpSession(client, host, base, close);
  } catch (error) {
    close();
    throw refused ?? toSftpError(failure, error, settings);
  }
}

/** The directory's full path as the server has it; an empty one is where the server puts who signs in. */
async function findBase(client: SftpClient, { path: wanted }: SftpSettings): Promise<string> {
  const base = await client.realPath(wanted === '' ? '.' : wanted);
  const stats = base ? await client.stat(base).catch(absentIsNull) : null;
  if (!stats?.isDirectory) throw new AppError('source-missing', { path: wanted });
  return base;
}

function toSftpError(failure: unknown, thrown: unknown, { host, user }: SftpSettings): AppError {
  if (isLogin(failure) || isLogin(thrown)) {
    return new AppError('source-login-refused', { host, user }, { cause: failure ?? thrown });
  }
  return thrown instanceof AppError ? thrown : toNetworkError(failure ?? thrown, host);
}

/** Refused by the server, or a key that is none. */
function isLogin(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (Reflect.get(current, 'level') === 'client-authentication') return true;
    if (/privateKey|private key/i.test(current.message)) return true;
  }
  return false;
}

class SftpSession implements RemoteSession {
  constructor(
    private readonly client: SftpClient,
    private readonly host: string,
    private readonly base: string,
    readonly close: () => void,
  ) {}

  async entries(folder: string): Promise<RemoteEntry[]> {
    const place = this.full(folder);
    const listed = await this.client.list(place).catch((error: unknown) => {
      throw new AppError('source-unreadable', { path: folder }, { cause: error, retryable: true });
    });
    const entries: RemoteEntry[] = [];
    for (const { name, type, size, modifyTime } of listed) {
      if (type === 'l') {
        const target = await this.client.stat(path.posix.join(place, name)).catch(absentIsNull);
        // Folders behind a link are left alone: they may lead round in circles.
        if (target?.isFile) entries.push(toEntry(name, 'file', target.size, target.modifyTime));
      } else if (type === 'd' || type === '-') {
        entries.push(toEntry(name, type === 'd' ? 'folder' : 'file', size, modifyTime));
      }
    }
    return entries;
  }

  async describe(file: string): Promise<SourceFile | null> {
    const stats = await this.client.stat(this.full(file)).catch(absentIsNull);
    if (!stats?.isFile) return null;
    return { path: file, sizeBytes: stats.size, modifiedAt: new Date(stats.modifyTime) };
  }

  async read(file: string, start: number) {
    const stream = this.client.createReadStream(this.full(file), { start, autoClose: true });
    // Whoever reads is told; before anybody does, nobody listens.
    stream.on('error', () => undefined);
    return { stream, from: start };
  }

  async remove(file: string): Promise<void> {
    await this.client.delete(this.full(file)).catch((error: unknown) => {
      throw new AppError('source-not-removed', { path: file, host: this.host }, { cause: error });
    });
  }

  private full(relative: string): string {
    return relative === '' ? this.base : path.posix.join(this.base, relative);
  }
}

function toEntry(name: string, kind: RemoteEntry['kind'], sizeBytes: number, modifiedMs: number): RemoteEntry {
  return { name, kind, sizeBytes, modifiedAt: new Date(modifiedMs) };
}

function absentIsNull(error: unknown): null {
  if ((error as { code?: unknown }).code === 'ENOENT') return null;
  throw error;
}
