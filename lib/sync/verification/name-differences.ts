import 'server-only';
import type { Db } from '../../db/client';
import type { VerifiedDifference } from '../../db/schema/sync';
import { MOST_NAMED } from '../../protocol/verify';
import { readNames } from '../../records/read-names';
import type { CentralClient } from '../client';
import type { Difference } from './compare-digests';
import { ask } from './compare-with-central';
import { groupBy } from './group-by';

/** The first differences with what people call the records; a record that is missing here is named by the central server. */
export async function nameDifferences(
  db: Db,
  client: CentralClient,
  differences: readonly Difference[],
): Promise<VerifiedDifference[]> {
  const shown = differences.slice(0, MOST_NAMED);
  const names = new Map<string, string>();
  for (const [where, group] of groupBy(shown, whereOf)) {
    const [first] = group;
    if (!first) continue;
    const { scope, table } = first;
    const ids = group.map(({ id }) => id);
    const found = where.startsWith('there')
      ? (await ask(client, { ask: 'names', scope, table, ids })).names
      : await readNames(db, { scope, site: null }, table, ids);
    for (const [id, name] of found) names.set(`${where}/${id}`, name);
  }
  return shown.map((difference) => ({
    table: difference.table,
    id: difference.id,
    label: names.get(`${whereOf(difference)}/${difference.id}`) ?? null,
    kind: difference.kind,
  }));
}

function whereOf({ kind, scope, table }: Difference): string {
  return `${kind === 'missing-here' ? 'there' : 'here'}/${scope}/${table}`;
}
