import 'server-only';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { providers } from '../db/schema/providers';
import { AppError } from '../errors';
import type { ProviderInput } from './input';
import { refuseOnConnectedSite } from './owner';
import { isUniqueViolation } from './unique-violation';

/** Changes a provider. Throws `provider-read-only`, `provider-unknown` or `provider-taken`. */
export async function updateProvider(db: Db, id: string, input: ProviderInput): Promise<void> {
  await refuseOnConnectedSite(db);
  try {
    const [updated] = await db
      .update(providers)
      .set({ ...input, updatedAt: sql`now()` })
      .where(eq(providers.id, id))
      .returning({ id: providers.id });
    if (!updated) throw new AppError('provider-unknown', { id });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('provider-taken', {}, { cause: error });
    throw error;
  }
}
