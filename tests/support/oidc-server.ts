import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OidcAccount {
  sub: string;
  email?: string;
  email_verified?: unknown;
}

export interface OidcServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who is signed in there; null: whoever comes cancels. */
  account: OidcAccount | null;
  /** The address is only told at the userinfo endpoint. */
  emailInUserinfoOnly: boolean;
  /** What the ID token says instead of the truth, and whether another key signs it. */
  forged: { claims?: Record<string, unknown>; key?: boolean };
  close(): Promise<void>;
}

interface Grant {
  account: OidcAccount;
  nonce: string | null;
  challenge: string;
  redirectUri: string;
}

const makeKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A real OpenID Connect service on a free port of this machine: discovery, code flow with PKCE, keys and userinfo. It asks
 * nobody anything: whoever comes is `account`.
 */
export async function startOidcServer(): Promise<OidcServer> {
  const [key, otherKey] = [makeKey(), makeKey()];
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, OidcAccount>();
  const http = createServer((request, response) => {
    response.on('error', () => undefined);
    void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: OidcServer = {
    issuer,
    clientId: 'estate-sync',
    clientSecret: 'the-client-secret-of-the-tests',
    account: null,
    emailInUserinfoOnly: false,
    forged: {},
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        json(discovery(issuer));
        return;
      case '/jwks':
        json({ keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }] });
        return;
      case '/authorize':
        response.writeHead(302, { location: authorize(url.searchParams) }).end();
        return;
      case '/token':
        json(...exchange(request, new URLSearchParams(await readBody(request))));
        return;
      case '/userinfo': {
        const account = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
        json(account ?? { error: 'invalid_token' }, account ? 200 : 401);
        return;
      }
      default:
        response.writeHead(404).end();
    }
  }

  function authorize(query: URLSearchParams): string {
    const target = new URL(query.get('redirect_uri') ?? '');
    target.searchParams.set('state', query.get('state') ?? '');
    const isRight = query.get('client_id') === server.clientId && query.get('code_challenge_method') === 'S256';
    if (!server.account || !isRight) {
      target.searchParams.set('error', 'access_denied');
      return target.toString();
    }
    const code = randomUUID();
    const challenge = query.get('code_challenge') ?? '';
    const redirectUri = query.get('redirect_uri') ?? '';
    grants.set(code, { account: server.account, nonce: query.get('nonce'), challenge, redirectUri });
    target.searchParams.set('code', code);
    return target.toString();
  }

  function exchange(request: IncomingMessage, form: URLSearchParams): [unknown, number] {
    const grant = grants.get(form.get('code') ?? '');
    // A code is worth something once.
    grants.delete(form.get('code') ?? '');
    const basic = Buffer.from(`${server.clientId}:${server.clientSecret}`).toString('base64');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight = request.headers.authorization === `Basic ${basic}` && grant?.challenge === challenge;
    if (!grant || !isRight || form.get('redirect_uri') !== grant.redirectUri) return [{ error: 'invalid_grant' }, 400];
    const accessToken = randomUUID();
    tokens.set(accessToken, grant.account);
    const answer = { access_token: accessToken, token_type: 'Bearer', expires_in: 60, id_token: idToken(grant) };
    return [answer, 200];
  }

  function idToken({ account, nonce }: Grant): string {
    const now = Math.floor(Date.now() / 1000);
    const about = server.emailInUserinfoOnly ? { sub: account.sub } : account;
    const claims = { iss: issuer, aud: server.clientId, iat: now, exp: now + 60, nonce, ...about };
    const body = `${base64url({ alg: 'RS256', kid: 'test' })}.${base64url({ ...claims, ...server.forged.claims })}`;
    const signature = sign('RSA-SHA256', Buffer.from(body), (server.forged.key ? otherKey : key).privateKey);
    return `${body}.${signature.toString('base64url')}`;
  }

  return server;
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
