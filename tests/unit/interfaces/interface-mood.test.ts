import { expect, test } from 'vitest';
import { type Mood, moodOf } from '@/app/(console)/interfaces/_parts/interface-mood';
import type { InterfaceRun } from '@/lib/interfaces/list';

const run = (state: InterfaceRun['state']): InterfaceRun => ({
  ...{ id: 'run', state, trigger: 'schedule', startedAt: null, finishedAt: null, counts: {}, error: null, step: null },
});
const calm = {
  ...{ state: 'idle', lastRun: run('done'), freshness: 'on-time', errors: 0, held: 0, waiting: 0 },
} as const satisfies Parameters<typeof moodOf>[0];

test.each<[Mood, Partial<Parameters<typeof moodOf>[0]>, boolean?]>([
  ['in-step', {}],
  ['waiting', { waiting: 2 }],
  ['never', { lastRun: null, waiting: 2 }],
  ['held', { held: 1, waiting: 2 }],
  ['late', { freshness: 'late', held: 1, waiting: 2 }],
  ['errors', { errors: 1, held: 1, freshness: 'late' }],
  ['overdue', { freshness: 'overdue', errors: 1, held: 1 }],
  ['overdue', { freshness: 'overdue', lastRun: null }],
  ['failed', { lastRun: run('failed'), freshness: 'overdue' }],
  ['paused', { state: 'paused', freshness: 'paused', errors: 1 }],
  ['unreadable', { state: 'paused', freshness: 'paused' }, true],
  ['running', { state: 'running', freshness: 'overdue' }, true],
])('an interface says "%s" first', (mood, given, unreadable = false) => {
  expect(moodOf({ ...calm, ...given }, unreadable)).toBe(mood);
});
