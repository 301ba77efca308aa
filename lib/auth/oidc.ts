import 'server-only';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { env, type OidcEnvironment } from '../env';

export const OIDC_PROVIDER_ID = 'oidc';
/** Where the sign-in page's form posts to. */
export const OIDC_SIGN_IN_PATH = `/api/auth/signin/${OIDC_PROVIDER_ID}`;
const TIMEOUT_MS = 10_000;

/** What the sign-in service says of somebody. Providers send "true" as well as true. */
export const OidcClaims = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().min(1).max(320).optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).optional(),
});
export type OidcClaims = z.output<typeof OidcClaims>;

/** next-auth's provider for any OpenID Connect service: code flow with PKCE, state and nonce. */
export function oidcProvider({ issuer, clientId, clientSecret, name }: OidcEnvironment): OAuthConfig<OidcClaims> {
  return {
    id: OIDC_PROVIDER_ID,
    name,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    httpOptions: { timeout: TIMEOUT_MS },
    userinfo: {
      // Some services say the address only here. The answer's `sub` is compared with the token's by the client.
      async request({ client, tokens }) {
        const claims = (tokens as unknown as TokenWithClaims).claims();
        return 'email' in claims ? claims : { ...(await readUserinfo(client, tokens)), ...claims };
      },
    },
    profile: (claims) => ({ id: claims.sub, email: claims.email ?? null }),
  };
}

/** openid-client's own type, of which next-auth tells half. */
interface TokenWithClaims {
  claims(): Record<string, unknown>;
}

const readUserinfo = (client: { userinfo(tokens: never): Promise<unknown> }, tokens: unknown) =>
  client.userinfo(tokens as never) as Promise<Record<string, unknown>>;

export const oidcName = (): string | null => env().oidc?.name ?? null;
