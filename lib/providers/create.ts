import 'server-only';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { providers } from '../db/schema/providers';
import { AppError } from '../errors';
import type { ProviderInput } from './input';
import { refuseOnConnectedSite } from './owner';
import { isUniqueViolation } from './unique-violation';

/** Adds a provider. Throws `provider-read-only` on a connected site, `provider-taken` when number or id are another one's. */
export async function createProvider(db: Db, input: ProviderInput): Promise<{ id: string }> {
  await refuseOnConnectedSite(db);
  const id = uuidv7();
  try {
    await db.insert(providers).values({ id, ...input });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('provider-taken', {}, { cause: error });
    throw error;
  }
  return { id };
}
