import 'server-only';
import { asc, eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type InterfaceRules, type InterfaceSource, interfaceProviders, interfaces } from '../db/schema/interfaces';
import { providers } from '../db/schema/providers';
import { AppError } from '../errors';
import type { Locale } from '../i18n/locale';

export interface InterfaceDetail {
  id: string;
  name: string;
  type: 'openimmo';
  source: InterfaceSource;
  /** What opens the source, encrypted. */
  secrets: string | null;
  rules: InterfaceRules;
  /** Of the text for a delivery's sender. */
  language: Locale;
  intervalMinutes: number | null;
  /** Times like those of cron instead of an interval. */
  times: string | null;
  pausedUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Those it accepts; empty: every known one. */
  providers: { id: string; name: string }[];
}

/** Throws `interface-unknown`. */
export async function getInterface(db: Db, id: string): Promise<InterfaceDetail> {
  const found = await findInterface(db, id);
  if (!found) throw new AppError('interface-unknown', { id });
  return found;
}

/** Null: there is none of that id. */
export async function findInterface(db: Db, id: string): Promise<InterfaceDetail | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  const [row] = await db.select().from(interfaces).where(eq(interfaces.id, id));
  if (!row) return null;
  const accepted = await db
    .select({ id: providers.id, name: providers.name })
    .from(interfaceProviders)
    .innerJoin(providers, eq(providers.id, interfaceProviders.providerId))
    .where(eq(interfaceProviders.interfaceId, id))
    .orderBy(asc(providers.name), asc(providers.id));
  return { ...row, providers: accepted };
}
