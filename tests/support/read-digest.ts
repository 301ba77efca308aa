import type { Db } from '@/lib/db/client';
import { inSnapshot, readBuckets } from '@/lib/records/digest';

/** Count and digest per table and bucket of what both sides share; `site` null: the site's own view. */
export function readDigest(db: Db, site: number | null): Promise<string[]> {
  return inSnapshot(db, async (tx) => {
    const lines: string[] = [];
    for (const scope of ['own', 'central', 'shared'] as const) {
      for (const { table, bucket, records, digest } of await readBuckets(tx, { scope, site }, [])) {
        lines.push(`${scope} ${table} ${bucket}: ${records} ${digest}`);
      }
    }
    return lines.sort();
  });
}
