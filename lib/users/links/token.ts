import 'server-only';
import { createHash, randomBytes } from 'node:crypto';

export const makeLinkToken = (): string => randomBytes(32).toString('base64url');

export const isLinkToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** It is random and long: a plain hash tells nothing of it. */
export const hashLinkToken = (token: string): string => createHash('sha256').update(token).digest('hex');
