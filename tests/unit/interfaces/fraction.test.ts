import { expect, test } from 'vitest';
import { fractionOf } from '@/app/(console)/interfaces/[interfaceId]/deliveries/_parts/fraction';

const step = (key: 'fetch' | 'read' | 'apply', state: 'active' | 'done' | 'waiting', total: number | null = null) => ({
  key,
  state,
  done: 3,
  total,
  elapsedMs: null,
  note: null,
});
const deliveries = { path: null, begun: 0, finished: 1 };

test('while it is not known how many deliveries there are, a run has no percentage', () => {
  expect(fractionOf({ steps: [], deliveries })).toBeNull();
  expect(fractionOf({ steps: [step('fetch', 'active'), step('read', 'waiting')], deliveries })).toBeNull();
});

test('once it is known, each delivery weighs the same, and the one under way counts by its steps', () => {
  const steps = [step('fetch', 'done', 4), step('read', 'done', 3), step('apply', 'active', 6)];
  expect(fractionOf({ steps, deliveries })).toBeCloseTo((1 + 0.75) / 4);
  expect(fractionOf({ steps: [step('fetch', 'done', 0), step('read', 'waiting')], deliveries })).toBe(0);
});
