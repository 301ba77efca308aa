import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client';
import { AppError, NotFoundError } from '../../errors';
import type { ImportState } from '../history';
import { OPEN_STATES } from './close';

export interface OpenPlans {
  deliveryId: string;
  state: ImportState;
  open: { id: string; hash: string; providerName: string }[];
}

interface OpenRow extends Record<string, unknown> {
  delivery_id: string;
  state: ImportState;
  id: string | null;
  hash: string;
  name: string;
}

/**
 * The plans of an import that are still to be decided. Throws NotFoundError when the interface has no such import, and
 * `plan-changed` when one of the hashes is none of theirs.
 */
export async function readOpenPlans(
  db: Db | Tx,
  { interfaceId, importId, hashes }: { interfaceId: string; importId: string; hashes: readonly string[] },
): Promise<OpenPlans> {
  const rows = await db.execute<OpenRow>(sql`
    select i.delivery_id, i.state, p.id, p.hash, pr.name
    from imports i
    left join plans p on p.import_id = i.id and p.state in ${OPEN_STATES}
    left join providers pr on pr.id = p.provider_id
    where i.id = ${importId} and i.interface_id = ${interfaceId} order by p.id`);
  const [first] = rows;
  if (!first) throw new NotFoundError('import', importId);
  const open = rows.flatMap(({ id, hash, name }) => (id === null ? [] : [{ id, hash, providerName: name }]));
  const known = new Set(open.map(({ hash }) => hash));
  if (hashes.length === 0 || hashes.some((hash) => !known.has(hash))) throw new AppError('plan-changed', { importId });
  return { deliveryId: first.delivery_id, state: first.state, open };
}
