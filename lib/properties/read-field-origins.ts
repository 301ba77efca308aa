import 'server-only';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { imports } from '../db/schema/imports';
import { fieldOrigins } from '../db/schema/properties';
import { users } from '../db/schema/users';
import type { RunTrigger } from '../runs/run';
import { columnsOf } from './column-paths';
import { WHOLE_RECORD } from './write-field-origins';

/** Which delivery gave a value, when, and who had it imported. */
export interface Origin {
  path: string;
  at: Date;
  trigger: RunTrigger;
  userName: string | null;
  /** Where the details are; null: the history no longer has that import. */
  import: { id: string; interfaceId: string } | null;
}

export interface PropertyOrigins {
  /** Of the record as it came; null: from before origins were kept, or from another site. */
  whole: Origin | null;
  /** Of the fields that were changed since: columns, and `group/element` of the document. */
  fields: ReadonlyMap<string, Origin>;
}

const MOST_FIELDS = 2_000;

export async function readFieldOrigins(db: Db, propertyId: string): Promise<PropertyOrigins> {
  const rows = await db
    .select({
      field: fieldOrigins.field,
      path: fieldOrigins.path,
      at: fieldOrigins.at,
      trigger: fieldOrigins.trigger,
      userName: users.name,
      importId: imports.id,
      interfaceId: imports.interfaceId,
    })
    .from(fieldOrigins)
    .leftJoin(users, eq(users.id, fieldOrigins.userId))
    .leftJoin(imports, eq(imports.id, fieldOrigins.importId))
    .where(eq(fieldOrigins.propertyId, propertyId))
    .limit(MOST_FIELDS);
  const fields = new Map(
    rows.map(({ field, importId, interfaceId, ...origin }): [string, Origin] => [
      field,
      { ...origin, import: importId && interfaceId ? { id: importId, interfaceId } : null },
    ]),
  );
  const whole = fields.get(WHOLE_RECORD) ?? null;
  fields.delete(WHOLE_RECORD);
  return { whole, fields };
}

/** Where the element `group/element` of the document was changed last; null: it is as the record came. */
export function originOfElement({ fields }: PropertyOrigins, path: string): Origin | null {
  const found = [path, ...columnsOf(path)].flatMap((field) => fields.get(field) ?? []);
  return found.reduce<Origin | null>((latest, origin) => (latest && latest.at >= origin.at ? latest : origin), null);
}
