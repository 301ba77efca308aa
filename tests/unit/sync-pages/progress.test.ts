import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fractionDone, isOpenEnded, remainingMs } from '@/lib/status/progress';

const step = (state: 'waiting' | 'active' | 'done' | 'skipped' | 'failed', done = 0, total: number | null = null) => ({
  state,
  done,
  total,
  elapsedMs: 10_000,
});

test('every step weighs the same, and the active one counts by its records', () => {
  const steps = [step('done'), step('active', 30, 60), step('waiting'), step('waiting')];
  expect(fractionDone({ state: 'running', steps })).toBeCloseTo(0.375);
});

test('a step without a known total adds nothing until it is done', () => {
  expect(fractionDone({ state: 'running', steps: [step('active', 500), step('waiting')] })).toBe(0);
});

test('without a known total of what is done now there is a count instead of a percentage', () => {
  const isOpen = (...steps: ReturnType<typeof step>[]) => isOpenEnded({ state: 'running', steps });
  expect(isOpen(step('done'), step('active', 500), step('waiting'))).toBe(true);
  expect(isOpen(step('done'), step('active', 0, 0), step('waiting'))).toBe(false);
  expect(isOpen(step('done'), step('active', 500, 1_000), step('waiting'))).toBe(false);
  expect(isOpen(step('active', 500), step('active', 1, 2))).toBe(false);
  expect(isOpen(step('done'), step('waiting'))).toBe(false);
  expect(isOpen()).toBe(true);
});

test('a run that waits to begin has no percentage, one that has ended keeps its own', () => {
  expect(isOpenEnded({ state: 'queued', steps: [] })).toBe(true);
  for (const state of ['done', 'problems', 'failed', 'cancelled'] as const) {
    expect(isOpenEnded({ state, steps: [step('active', 500)] })).toBe(false);
  }
});

test('a run is whole only once it has ended well', () => {
  const steps = [step('done'), step('done')];
  expect(fractionDone({ state: 'running', steps })).toBeLessThan(1);
  expect(fractionDone({ state: 'failed', steps })).toBeLessThan(1);
  expect(fractionDone({ state: 'done', steps })).toBe(1);
  expect(fractionDone({ state: 'problems', steps })).toBe(1);
  expect(fractionDone({ state: 'queued', steps: [] })).toBe(0);
});

test('the fraction lies between 0 and 1, whatever the counts are', () => {
  const anyStep = fc.record({
    state: fc.constantFrom('waiting' as const, 'active' as const, 'done' as const, 'skipped' as const),
    done: fc.nat(),
    total: fc.option(fc.nat()),
    elapsedMs: fc.option(fc.nat()),
  });
  fc.assert(
    fc.property(fc.array(anyStep), (steps) => {
      const fraction = fractionDone({ state: 'running', steps });
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThan(1);
    }),
  );
});

test('the time left follows the rate so far, and is not guessed too early', () => {
  expect(remainingMs({ ...step('active', 250, 1_000), elapsedMs: 10_000 })).toBe(30_000);
  expect(remainingMs({ ...step('active', 250, 1_000), elapsedMs: 1_000 })).toBeNull();
  expect(remainingMs(step('active', 0, 1_000))).toBeNull();
  expect(remainingMs(step('active', 250))).toBeNull();
  expect(remainingMs(step('done', 1_000, 1_000))).toBeNull();
});
