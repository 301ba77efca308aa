import { expect, test } from 'vitest';
import { createBreather } from '@/lib/properties/breathe';

const work = (ms: number) => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

/** Somebody who needs so many turns of the event loop; says after which turn of our own loop each was. */
function someoneElse(turns: number, ownTurns: () => number): number[] {
  const met: number[] = [];
  const next = () => {
    work(1);
    met.push(ownTurns());
    if (met.length < turns) setImmediate(next);
  };
  setImmediate(next);
  return met;
}

async function loop(turns: number, others: number) {
  const breathe = createBreather();
  let own = 0;
  const met = someoneElse(others, () => own);
  for (; own < turns; own++) {
    work(6);
    await breathe();
  }
  return met;
}

test('whoever needs several turns of the event loop gets them one after the other, and not one for each of ours', async () => {
  const met = await loop(10, 8);
  expect(met).toHaveLength(8);
  expect(Math.max(...met) - Math.min(...met)).toBeLessThan(3);
});

test('whoever always has something to do does not keep the loop from going on', async () => {
  const met = await loop(5, 100_000);
  expect(met.length).toBeGreaterThan(5);
  expect(met.length).toBeLessThan(1_000);
});
