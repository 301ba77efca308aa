import { rm } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lookIntoSource } from '@/lib/interfaces/look';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';

let site: ImportHarness;
beforeEach(async () => {
  site = await createImportHarness();
});
afterEach(() => site.close());

const look = (signal?: AbortSignal) =>
  lookIntoSource(site.db, site.interfaceId, { deliveryRoots: site.places.deliveryRoots, ...(signal && { signal }) });
const known = async () => [...(await site.deliveries()).keys()];

it('a page whose patience ends shows what is known; the look goes on, and the next page does not wait for it', async () => {
  await site.deliver('a.xml', 'x');
  await site.db.transaction(async (tx) => {
    // As long as this is held, no look comes to its end.
    await tx.execute(sql`lock table deliveries in share row exclusive mode`);
    await look(AbortSignal.abort());
    await look();
    expect(await known()).toEqual([]);
  });
  await expect.poll(known).toEqual(['a.xml']);
});

it('what went wrong after a page’s patience is said to the next page', async () => {
  await rm(site.folder, { recursive: true });
  await look(AbortSignal.abort());
  const said = () =>
    look().then(
      () => 'nothing',
      ({ code }: { code: string }) => code,
    );
  await expect.poll(said).toBe('source-missing');
});
