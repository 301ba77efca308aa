import { expect, test } from 'vitest';
import type { DifferenceKind } from '@/lib/sync/verification/compare-digests';
import { isVerificationDue, type VerificationDueInput } from '@/lib/sync/verification/due';
import { planRepair, type RepairWay } from '@/lib/sync/verification/plan-repair';

const now = new Date('2026-03-01T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const due = (input: Partial<VerificationDueInput>) =>
  isVerificationDue({
    now,
    firstRun: false,
    asked: false,
    inDoubt: false,
    latest: { at: hoursAgo(1), putOff: false },
    latestDoneAt: hoursAgo(1),
    ...input,
  });

test('both sides are compared after the first run, when asked, whenever in doubt, and once a day', () => {
  expect(due({})).toBe(false);
  expect(due({ firstRun: true })).toBe(true);
  expect(due({ asked: true })).toBe(true);
  expect(due({ inDoubt: true })).toBe(true);
  expect(due({ latest: null, latestDoneAt: null })).toBe(true);
  expect(due({ latestDoneAt: hoursAgo(23.9) })).toBe(false);
  expect(due({ latestDoneAt: hoursAgo(24) })).toBe(true);
});

test('a comparison that was put off is tried again after an hour, not with every run', () => {
  const latestDoneAt = hoursAgo(30);
  expect(due({ latestDoneAt, latest: { at: hoursAgo(0.5), putOff: true } })).toBe(false);
  expect(due({ latestDoneAt, latest: { at: hoursAgo(1), putOff: true } })).toBe(true);
  expect(due({ latestDoneAt, latest: { at: hoursAgo(0.5), putOff: true }, asked: true })).toBe(true);
});

const CASES: [scope: 'own' | 'central' | 'shared', kind: DifferenceKind, flags: string, way: RepairWay][] = [
  ['own', 'missing-there', '', 'send'],
  ['own', 'missing-there', 'restored', 'send'],
  ['own', 'different', '', 'send'],
  ['own', 'different', 'newer', 'send'],
  ['own', 'different', 'restored', 'send'],
  ['own', 'different', 'restored newer', 'fetch'],
  ['own', 'missing-here', '', 'fetch'],
  ['own', 'missing-here', 'restored', 'fetch'],
  ['own', 'missing-here', 'deleted', 'send-deletion'],
  ['central', 'missing-here', '', 'fetch'],
  ['central', 'different', '', 'fetch'],
  ['central', 'missing-there', '', 'remove'],
  ['central', 'missing-there', 'used', 'offer'],
  ['shared', 'missing-here', '', 'fetch'],
  ['shared', 'different', '', 'fetch'],
  ['shared', 'missing-there', 'restored', 'remove'],
];

test.each(CASES)('repair loses no data: %s, %s, %s → %s', (scope, kind, flags, way) => {
  const difference = { scope, kind, newerThere: flags.includes('newer') };
  const circumstances = {
    siteRestored: flags.includes('restored'),
    deletedHere: flags.includes('deleted'),
    usedHere: flags.includes('used'),
  };
  expect(planRepair(difference, circumstances)).toBe(way);
});
