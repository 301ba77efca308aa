import { expect, test } from 'vitest';
import { sleepUntilRung, timesRung, wakeExecutors } from '@/lib/runs/wake';

const NEVER = new AbortController().signal;
const LONG_MS = 60_000;

test('who sleeps is woken by a ring, all of them', async () => {
  const heard = timesRung();
  const sleepers = [sleepUntilRung(heard, LONG_MS, NEVER), sleepUntilRung(heard, LONG_MS, NEVER)];
  wakeExecutors();
  await Promise.all(sleepers);
  expect(timesRung()).toBe(heard + 1);
});

test('a ring between looking and lying down is not lost', async () => {
  const heard = timesRung();
  wakeExecutors();
  await sleepUntilRung(heard, LONG_MS, NEVER);
});

test('nobody rings: it sleeps its time and no longer', async () => {
  const before = performance.now();
  await sleepUntilRung(timesRung(), 20, NEVER);
  expect(performance.now() - before).toBeGreaterThanOrEqual(15);
});

test('a shutdown ends the sleep, also one that came before it', async () => {
  const controller = new AbortController();
  const sleeping = sleepUntilRung(timesRung(), LONG_MS, controller.signal);
  controller.abort();
  await sleeping;
  await sleepUntilRung(timesRung(), LONG_MS, controller.signal);
});
