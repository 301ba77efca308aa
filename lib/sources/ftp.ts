import 'server-only';
import { isIP } from 'node:net';
import path from 'node:path';
import { Client, FTPError } from 'basic-ftp';
import type { InterfaceSource } from '../db/schema/interfaces';
import { AppError } from '../errors';
import { bounded } from '../net/bounded';
import { resolveGuarded } from '../net/guard';
import type { Network } from '../net/network';
import { toNetworkError } from '../net/network-error';
import { FtpSession } from './ftp-session';
import { type Remote, remoteSource } from './remote';
import type { Source } from './source';
import type { SourceSecrets } from './source-secrets';

type FtpSettings = Extract<InterfaceSource, { kind: 'ftp' }>;

/** Addresses of one host that are tried. */
const MOST_ADDRESSES = 4;
/** "Not logged in", "need account", and words that some servers use for the same. */
const LOGIN_CODES = new Set([332, 430, 530, 532]);

/**
 * Deliveries on an FTP server: plain, or in TLS with a certificate that the system trusts. Always passive, and data only
 * from the host that was signed in to. Throws `source-login-refused`, `source-missing`, and what the network throws.
 */
export function openFtp(settings: FtpSettings, secrets: SourceSecrets, network: Network): Source {
  const remote: Remote = {
    host: settings.host,
    network,
    connect: (signal) => connect(settings, secrets, network, signal),
  };
  return remoteSource(remote);
}

async function connect(settings: FtpSettings, secrets: SourceSecrets, network: Network, signal: AbortSignal) {
  const { host } = settings;
  const addresses = (await resolveGuarded(network, host, signal)).slice(0, MOST_ADDRESSES);
  let failure: unknown;
  for (const { address } of addresses) {
    // Its own patience is for what we do not time ourselves.
    const client = new Client(Math.max(network.callMs, network.idleMs) + 5_000);
    try {
      const giveUp = () => client.close();
      return await bounded({ host, timeoutMs: network.callMs, signal, giveUp }, async () => {
        await signIn(client, address, settings, secrets, network);
        return new FtpSession(client, host, await findBase(client, settings));
      });
    } catch (error) {
      client.close();
      if (signal.aborted || !isUnreachable(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}

async function signIn(
  client: Client,
  address: string,
  { host, port, user, security }: FtpSettings,
  secrets: SourceSecrets,
  network: Network,
): Promise<void> {
  try {
    await client.access({
      // The address that was checked; the certificate must be that of the name all the same.
      host: address,
      port,
      user,
      password: secrets.password ?? '',
      secure: security === 'none' ? false : security === 'implicit' ? 'implicit' : true,
      secureOptions: {
        ...(isIP(host) ? {} : { servername: host }),
        ...(network.ca === undefined ? {} : { ca: network.ca }),
      },
    });
  } catch (error) {
    if (!(error instanceof FTPError)) throw toNetworkError(error, host);
    if (LOGIN_CODES.has(error.code)) throw new AppError('source-login-refused', { host, user }, { cause: error });
    throw new AppError('source-answer', { host, status: error.code }, { cause: error, retryable: error.code < 500 });
  }
}

const isUnreachable = (error: unknown): boolean => error instanceof AppError && error.code === 'source-unreachable';

async function findBase(client: Client, { path: wanted }: FtpSettings): Promise<string> {
  try {
    if (wanted !== '') await client.cd(wanted);
    return path.posix.normalize(await client.pwd());
  } catch (error) {
    if (!(error instanceof FTPError)) throw error;
    throw new AppError('source-missing', { path: wanted }, { cause: error });
  }
}
