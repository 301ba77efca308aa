import { expect, test } from 'vitest';
import { type EndedRun, isRunOver } from '@/lib/runs/retention';

const now = new Date('2026-11-21T14:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const run = (values: Partial<EndedRun>): EndedRun => ({
  target: 'central',
  state: 'done',
  finishedAt: daysAgo(400),
  isLast: false,
  isOpen: false,
  isUsed: false,
  ...values,
});

test.each<[string, Partial<EndedRun>, boolean]>([
  ['an integration that went well, after eight days', { target: 'site:7', finishedAt: daysAgo(8) }, true],
  ['an integration that went well, after six days', { target: 'site:7', finishedAt: daysAgo(6) }, false],
  [
    'an integration with problems, after eight days',
    { target: 'site:7', state: 'problems', finishedAt: daysAgo(8) },
    false,
  ],
  [
    'an integration with problems, after 91 days',
    { target: 'site:7', state: 'problems', finishedAt: daysAgo(91) },
    true,
  ],
  ['a synchronisation, after 91 days', { finishedAt: daysAgo(91) }, true],
  ['a synchronisation, after 89 days', { finishedAt: daysAgo(89) }, false],
  ['a failed run, after 91 days', { state: 'failed', finishedAt: daysAgo(91) }, true],
  ['the last run of its target, however old', { isLast: true }, false],
  ['a run that left something open, however old', { isOpen: true }, false],
  ['a run by which later imports are judged, however old', { isUsed: true }, false],
])('%s: over %s', (_name, values, over) => {
  expect(isRunOver(run(values), now)).toBe(over);
});
