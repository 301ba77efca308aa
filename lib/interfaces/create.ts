import 'server-only';
import { uuidv7 } from 'uuidv7';
import type { Db, Tx } from '../db/client';
import { interfaceProviders, interfaces } from '../db/schema/interfaces';
import { AppError } from '../errors';
import { isUniqueViolation } from '../providers/unique-violation';
import { DEFAULT_LANGUAGE, type InterfaceInput, rulesOf } from './input';
import { requireSecrets } from './keep-secrets';

/** Adds an interface. Throws `name-taken` and `source-secret-missing`. Its source may be missing yet: the overview says so. */
export async function createInterface(db: Db, input: InterfaceInput): Promise<{ id: string }> {
  const id = uuidv7();
  return namingTaken(() =>
    db.transaction(async (tx) => {
      const secrets = requireSecrets(null, input);
      await tx.insert(interfaces).values({ id, type: 'openimmo', ...columnsOf(input), secrets });
      await setProviders(tx, id, input.providerIds);
      return { id };
    }),
  );
}

export function columnsOf(input: InterfaceInput) {
  return {
    name: input.name,
    source: input.source,
    rules: rulesOf(input),
    language: input.language ?? DEFAULT_LANGUAGE,
    intervalMinutes: input.intervalMinutes,
    times: input.times ?? null,
  };
}

export async function setProviders(tx: Tx, interfaceId: string, providerIds: readonly string[]): Promise<void> {
  if (providerIds.length === 0) return;
  await tx
    .insert(interfaceProviders)
    .values([...new Set(providerIds)].map((providerId) => ({ interfaceId, providerId })));
}

export async function namingTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('name-taken', {}, { cause: error });
    throw error;
  }
}
