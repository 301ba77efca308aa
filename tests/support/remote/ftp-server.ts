import { FtpSrv } from 'ftp-srv';
import { freePort } from '../free-port';
import { CERTIFICATE, CERTIFICATE_KEY } from './network';

export const FTP_USER = 'broker';
export const FTP_PASSWORD = 'correct horse';

export interface FtpServer {
  port: number;
  close(): Promise<void>;
}

const nothing = () => undefined;
const quiet = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => quiet,
};

/** A real FTP server on a directory, on a free port of this machine; it offers TLS, or speaks nothing else. */
export async function startFtpServer(root: string, security: 'explicit' | 'implicit' = 'explicit'): Promise<FtpServer> {
  const port = await freePort();
  const server = new FtpSrv({
    url: `${security === 'implicit' ? 'ftps' : 'ftp'}://127.0.0.1:${port}`,
    pasv_url: '127.0.0.1',
    pasv_min: 20_000 + (port % 20_000),
    pasv_max: 20_200 + (port % 20_000),
    tls: { cert: CERTIFICATE, key: CERTIFICATE_KEY },
    log: quiet,
  });
  server.on('client-error', () => undefined);
  server.on('login', ({ username, password }, resolve, reject) => {
    if (username === FTP_USER && password === FTP_PASSWORD) resolve({ root });
    else reject(new Error('refused'));
  });
  await server.listen();
  return { port, close: () => server.close() };
}
