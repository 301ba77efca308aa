import { expect, test } from 'vitest';
import { DeliveryError } from '@/lib/openimmo/errors';
import { hashRecord } from '@/lib/openimmo/hash';
import { openDelivery } from '@/lib/openimmo/open';
import { countOf, SEED, seededRandom, timeoutOf } from '../../support/long';
import { createMutant, mutationSeeds } from '../../support/mutate';
import { bytesOf, deliveryOf } from '../../support/openimmo';

const MUTANTS = countOf(400, 10_000);
const LONGEST_MS = 5_000;
const MOST_MEMORY = 256 * 1024 * 1024;
/** What Postgres takes into no text: NUL, and half a character. */
const NO_TEXT = /\\u0000|\\ud[89a-f]/i;

test(`rule 2: ${MUTANTS} damaged deliveries each end in a result or in a typed error, in bounded time and memory (seed ${SEED})`, {
  timeout: timeoutOf(120_000),
}, async () => {
  const random = seededRandom();
  const seeds = mutationSeeds();
  const idle = process.memoryUsage().rss;
  const ends: Record<string, number> = {};
  for (let nth = 0; nth < MUTANTS; nth++) {
    const { bytes, how } = createMutant(random, seeds);
    const startedAt = performance.now();
    const end = await readWhole(bytes).catch((error: unknown) => {
      throw new Error(`mutant ${nth} of seed ${SEED} (${how})`, { cause: error });
    });
    expect(performance.now() - startedAt, `mutant ${nth} (${how})`).toBeLessThan(LONGEST_MS);
    ends[end] = (ends[end] ?? 0) + 1;
  }
  expect(process.memoryUsage().rss - idle).toBeLessThan(MOST_MEMORY);
  // It would mean little if the damage were always noticed at the door, or never.
  expect(ends.read).toBeGreaterThan(MUTANTS / 10);
  expect(Object.keys(ends).length).toBeGreaterThan(8);
});

/** Reads as an import does: every record, then the attachments that are there. */
async function readWhole(bytes: Buffer): Promise<string> {
  try {
    const delivery = await openDelivery(deliveryOf(bytes, { name: 'mutant' }));
    const inline = new Set<string>();
    for await (const event of delivery.events()) {
      expect(JSON.stringify(event)).not.toMatch(NO_TEXT);
      if (event.type !== 'property') continue;
      hashRecord(event.record);
      for (const { location } of event.record.attachments ?? []) {
        if (location.kind === 'base64') inline.add(location.sha256);
        if (location.kind === 'entry') await bytesOf(await delivery.openAttachment(location)).catch(expectTyped);
      }
    }
    for await (const { sha256 } of delivery.inlineAttachments(inline)) inline.delete(sha256);
    expect(inline.size).toBe(0);
    return 'read';
  } catch (error) {
    expectTyped(error);
    return (error as DeliveryError).code;
  }
}

function expectTyped(error: unknown): void {
  if (!(error instanceof DeliveryError)) throw error;
}
