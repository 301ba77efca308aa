import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currentSlot, judgeFreshness, nextSlot } from '@/lib/sync/schedule/slots';

const now = new Date('2026-11-21T14:07:30Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const input = { now, lastSuccessAt: null, since: null, intervalMinutes: 15, pausedUntil: null, running: false };

test('every moment lies in exactly one slot, and slots follow each other without a gap', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 10_080 }),
      (moment, interval) => {
        const slot = currentSlot(moment, interval);
        const next = nextSlot(moment, interval);
        expect(slot.getTime()).toBeLessThanOrEqual(moment.getTime());
        expect(next.getTime()).toBeGreaterThan(moment.getTime());
        expect(next.getTime() - slot.getTime()).toBe(interval * 60_000);
        expect(currentSlot(slot, interval)).toEqual(slot);
      },
    ),
  );
});

test.each([
  ['within the interval', { lastSuccessAt: minutesAgo(14) }, 'on-time'],
  ['within the grace', { lastSuccessAt: minutesAgo(16) }, 'on-time'],
  ['after interval and grace', { lastSuccessAt: minutesAgo(17) }, 'late'],
  ['after twice the interval', { lastSuccessAt: minutesAgo(31) }, 'overdue'],
  ['while a run is going', { lastSuccessAt: minutesAgo(100), running: true }, 'on-time'],
  ['paused', { lastSuccessAt: minutesAgo(100), pausedUntil: minutesAgo(-5) }, 'paused'],
  ['after the pause', { lastSuccessAt: minutesAgo(100), pausedUntil: minutesAgo(5) }, 'overdue'],
  ['by hand', { lastSuccessAt: minutesAgo(100), intervalMinutes: null }, 'by-hand'],
  ['never and tried for long', { since: minutesAgo(100) }, 'overdue'],
  ['never and just begun', { since: minutesAgo(1) }, 'never'],
  ['a clock that went back', { lastSuccessAt: minutesAgo(-60) }, 'on-time'],
])('%s', (_name, change, expected) => {
  expect(judgeFreshness({ ...input, ...change })).toBe(expected);
});

test('an interval of one minute is late after two minutes: the grace is at least one', () => {
  expect(judgeFreshness({ ...input, intervalMinutes: 1, lastSuccessAt: minutesAgo(1.9) })).toBe('on-time');
  expect(judgeFreshness({ ...input, intervalMinutes: 1, lastSuccessAt: minutesAgo(2.1) })).toBe('overdue');
});
