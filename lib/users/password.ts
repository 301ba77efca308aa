import 'server-only';
import { randomBytes } from 'node:crypto';
import { hash, type Options, verify } from '@node-rs/argon2';
import { AppError } from '../errors';

export const MIN_PASSWORD_LENGTH = 12;

export function requireLongEnough(password: string): void {
  if (password.length < MIN_PASSWORD_LENGTH) throw new AppError('password-too-short');
}

/** argon2id (the package's default algorithm) with OWASP's minimum: about 30 ms and 19 MiB. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let dummy: Promise<string> | undefined;

/** Takes the same time for a user that does not exist (`null`), so that the answer's delay tells nothing. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await verify(passwordHash ?? (await dummy), password);
  return matches && passwordHash !== null;
}
