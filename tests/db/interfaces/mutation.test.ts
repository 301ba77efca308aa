import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { createImportHarness, type ImportHarness } from '../../support/import-harness';
import { countOf, SEED, seededRandom, timeoutOf } from '../../support/long';
import { createMutant, mutationSeeds } from '../../support/mutate';

const MUTANTS = countOf(40, 10_000);
const PER_RUN = 50;
/** A site of its own for so many, so that the last one costs no more than the first. */
const PER_SITE = 1_000;
/** While one waits for Postgres, the other one works. */
const AT_ONCE = 2;
const LONGEST_RUN_MS = 120_000;
const ENDS = ['done', 'warnings', 'unchanged', 'held', 'error'];

const sites: ImportHarness[] = [];
afterEach(() => Promise.all(sites.splice(0).map((site) => site.close())));

test(`rule 2: ${MUTANTS} damaged deliveries each end as applied, held or with a typed error, and never remove anything (seed ${SEED})`, {
  timeout: timeoutOf(240_000),
}, async () => {
  const ends: Record<string, number> = {};
  const startedAt = performance.now();
  const starts = Array.from({ length: Math.ceil(MUTANTS / PER_SITE) }, (_, index) => index * PER_SITE);
  const work = async () => {
    for (let from = starts.shift(); from !== undefined; from = starts.shift()) {
      await damage(from, Math.min(MUTANTS, from + PER_SITE), ends);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const perSecond = MUTANTS / ((performance.now() - startedAt) / 1000);
  console.log(`ends ${JSON.stringify(ends)}, ${perSecond.toFixed(1)} imports a second`);
  // It would mean little if nothing had been applied.
  expect((ends.done ?? 0) + (ends.warnings ?? 0)).toBeGreaterThan(0);
});

/** Imports mutants `from` to `to` into a stock of their own, which never loses anything. */
async function damage(from: number, to: number, ends: Record<string, number>): Promise<void> {
  // Whatever a full transfer would remove waits for a person: a damaged key is another property's.
  const site = await createImportHarness({ guardMinimum: 1, guardPercent: 0 });
  sites.push(site);
  const seeds = mutationSeeds();
  const [whole] = seeds;
  if (!whole) throw new Error('no seed');
  await site.deliver('0.xml', whole, 500);
  await site.run();
  let stock = await readStock(site);
  expect(stock.size).toBeGreaterThan(4);
  const random = seededRandom(1 + from);
  for (let first = from; first < to; first += PER_RUN) {
    const mutants = Array.from({ length: Math.min(PER_RUN, to - first) }, (_, index) => ({
      name: `${first + index}.zip`,
      ...createMutant(random, seeds),
    }));
    for (const [index, { name, bytes }] of mutants.entries()) await site.deliver(name, bytes, 400 - index / 10);
    const startedAt = performance.now();
    await site.run();
    expect(performance.now() - startedAt).toBeLessThan(LONGEST_RUN_MS);
    await expectEnds(site, mutants, ends);
    const after = await readStock(site);
    expect([...stock].filter((line) => !after.has(line))).toEqual([]);
    stock = after;
    for (const { name } of mutants) await rm(path.join(site.folder, name));
  }
  sites.splice(sites.indexOf(site), 1);
  await site.close();
}

async function expectEnds(site: ImportHarness, mutants: { name: string; how: string }[], ends: Record<string, number>) {
  const rows = await site.db.execute<{ path: string; state: string; code: string | null }>(sql`
    select path, state, message_code as code from imports
    where path in (select jsonb_array_elements_text(${JSON.stringify(mutants.map(({ name }) => name))}::text::jsonb))`);
  const seen = new Map(rows.map((row) => [row.path, row]));
  for (const { name, how } of mutants) {
    const end = seen.get(name);
    expect(ENDS, `${name} (${how}), seed ${SEED}`).toContain(end?.state);
    expect(['F-unexpected', 'F-stopped'], `${name} (${how}), seed ${SEED}`).not.toContain(end?.code);
    const key = end?.state ?? 'none';
    ends[key] = (ends[key] ?? 0) + 1;
  }
}

/** What must not go: properties that are shown, and files. */
async function readStock(site: ImportHarness): Promise<ReadonlySet<string>> {
  const rows = await site.db.execute<{ line: string }>(sql`
    select 'property ' || id as line from properties where state in ('active', 'reference')
    union all select 'file ' || sha256 from stored_files where stored_at is not null and trashed_at is null`);
  return new Set(rows.map(({ line }) => line));
}
