import { expect, test } from 'vitest';
import { findMissedSlots, missedSince, type QuietTime } from '@/lib/sync/schedule/missed-slots';

const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);
const quiet = (from: string, to: string | null, afterFailure = false): QuietTime => ({
  from: at(from),
  to: to === null ? null : at(to),
  afterFailure,
});
const find = (times: QuietTime[], now = '14:00', since = '00:00', intervalMinutes = 15) =>
  findMissedSlots({ now: at(now), since: at(since), intervalMinutes, quiet: times });

test('a slot that is not over yet, or that a run took late, is not missed', () => {
  expect(find([quiet('13:31', null)], '13:59')).toBeNull();
  expect(find([quiet('13:46', null)], '14:14')).toBeNull();
  expect(find([quiet('13:31', '13:59')])).toBeNull();
});

test('slots that went by from beginning to end are counted, with the time they lay in', () => {
  expect(find([quiet('13:01', '13:50')])).toEqual({ count: 2, from: at('13:15'), to: at('13:45') });
  expect(find([quiet('13:00', null)], '14:07')).toEqual({ count: 4, from: at('13:00'), to: at('14:00') });
});

test('several gaps are one sentence', () => {
  expect(find([quiet('02:01', '03:01'), quiet('10:01', '10:31'), quiet('11:00', '11:14')])).toEqual({
    count: 4,
    from: at('02:15'),
    to: at('10:30'),
  });
});

test('what lies before the schedule was saved does not count', () => {
  expect(find([quiet('10:00', null)], '14:00', '13:20')).toEqual({ count: 2, from: at('13:30'), to: at('14:00') });
});

test('after a failure the schedule backs off: only what comes an hour later counts', () => {
  expect(find([quiet('12:30', null, true)], '13:59')).toEqual({ count: 1, from: at('13:30'), to: at('13:45') });
  expect(find([quiet('13:10', null, true)], '14:00')).toBeNull();
});

test('a clock that went back counts nothing', () => {
  expect(find([quiet('15:00', null), quiet('16:00', '17:00')], '14:00')).toBeNull();
});

test('a day is looked back, and with long intervals three of them', () => {
  expect(missedSince(at('14:00'), 15)).toEqual(new Date('2026-11-20T14:00:00Z'));
  expect(missedSince(at('14:00'), 1_440)).toEqual(new Date('2026-11-18T14:00:00Z'));
});
