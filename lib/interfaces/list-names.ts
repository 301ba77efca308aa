import 'server-only';
import { asc } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';

export interface InterfaceName {
  id: string;
  name: string;
}

const MOST = 500;

/** Interfaces by name, to choose one. */
export function listInterfaceNames(db: Db): Promise<InterfaceName[]> {
  return db
    .select({ id: interfaces.id, name: interfaces.name })
    .from(interfaces)
    .orderBy(asc(interfaces.name), asc(interfaces.id))
    .limit(MOST);
}
