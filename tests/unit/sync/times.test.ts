import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueSlot, findMissed, judgeSchedule, nextRunAt } from '@/lib/sync/schedule/schedule';
import { lastTime, nextTime, readTimes, timesBetween } from '@/lib/sync/schedule/times';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => new Date(text);
const schedule = (times: string) => ({ times, intervalMinutes: null, zone: BERLIN });

describe('times like those of cron', () => {
  it.each([
    ['0 7 * * *', ['0 7 * * *']],
    [' 0  7 * * 1-5 ; 30 18 * * 0\n@daily', ['0 7 * * 1-5', '30 18 * * 0', '@daily']],
    ['', null],
    ['every day', null],
    ['0 7 * *', null],
    ['* 0 7 * * *', null],
    ['0 25 * * *', null],
    ['0 0 31 2 *', null],
    ['2026-11-21T07:00:00', null],
    [Array.from({ length: 11 }, (_, hour) => `0 ${hour} * * *`).join(';'), null],
  ])('%s is understood as %o', (text, expected) => {
    expect(readTimes(text)).toEqual(expected);
  });

  it('are on the clock of the site: the next one, and the last one, the moment itself included', () => {
    expect(nextTime('0 7 * * *', at('2026-11-21T06:00:00Z'), BERLIN)).toEqual(at('2026-11-22T06:00:00Z'));
    expect(lastTime('0 7 * * *', at('2026-11-21T06:00:00Z'), BERLIN)).toEqual(at('2026-11-21T06:00:00Z'));
    expect(lastTime('0 7 * * *', at('2026-11-21T05:59:59Z'), BERLIN)).toEqual(at('2026-11-20T06:00:00Z'));
    expect(nextTime('0 7 * * *; 0 12 * * *', at('2026-11-21T07:00:00Z'), BERLIN)).toEqual(at('2026-11-21T11:00:00Z'));
  });

  it('come once when summer time begins, and once when it ends', () => {
    const slots = (from: string, until: string) =>
      timesBetween('30 2 * * *', at(from), at(until), BERLIN, 10).map((slot) => slot.toISOString());
    expect(slots('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(slots('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('between any two moments: the last one before the next is the one that came, at every moment of two years', () => {
    const start = at('2026-01-01T00:00:00Z').getTime();
    const moments = fc.integer({ min: 0, max: 2 * 365 * 1_440 }).map((minutes) => new Date(start + minutes * 60_000));
    fc.assert(
      fc.property(moments, fc.constantFrom('0 7 * * *', '30 2 * * *', '15 3 * * 0', '*/20 1-3 * * *'), (now, times) => {
        const next = nextTime(times, now, BERLIN);
        const last = lastTime(times, now, BERLIN);
        expect(next && next > now && last && last <= now).toBe(true);
        // However late anybody looks before the next one, the slot is the same.
        if (next && last) expect(lastTime(times, new Date(next.getTime() - 1), BERLIN)).toEqual(last);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a schedule of times', () => {
  const since = at('2026-11-20T12:30:00Z');
  const state = (now: string, rest = {}) => ({ now: at(now), since, pausedUntil: null, ...rest });

  it('is due from its time on, late or not, and never for a time before it was made or during a pause', () => {
    const times = schedule('0 7 * * *');
    expect(dueSlot(times, state('2026-11-20T13:00:00Z'))).toBe(null);
    expect(dueSlot(times, state('2026-11-21T05:59:59Z'))).toBe(null);
    for (const now of ['2026-11-21T06:00:00Z', '2026-11-21T19:00:00Z']) {
      expect(dueSlot(times, state(now))).toEqual(at('2026-11-21T06:00:00Z'));
    }
    const pausedUntil = at('2026-11-21T08:00:00Z');
    expect(dueSlot(times, state('2026-11-21T07:00:00Z', { pausedUntil }))).toBe(null);
    expect(dueSlot(times, state('2026-11-21T09:00:00Z', { pausedUntil }))).toBe(null);
    expect(nextRunAt(times, state('2026-11-21T07:00:00Z', { pausedUntil }))).toEqual(at('2026-11-22T06:00:00Z'));
    expect(dueSlot({ ...times, times: null }, state('2026-11-21T07:00:00Z'))).toBe(null);
  });

  it('is late after a time without success, and overdue after two', () => {
    const judge = (now: string, lastSuccessAt: string | null, rest = {}) =>
      judgeSchedule(schedule('0 7,13 * * *'), {
        ...state(now),
        lastSuccessAt: lastSuccessAt === null ? null : at(lastSuccessAt),
        running: false,
        ...rest,
      });
    expect(judge('2026-11-21T06:04:00Z', '2026-11-20T12:01:00Z')).toBe('on-time');
    expect(judge('2026-11-21T06:06:00Z', '2026-11-20T12:01:00Z')).toBe('late');
    expect(judge('2026-11-21T12:06:00Z', '2026-11-20T12:01:00Z')).toBe('overdue');
    expect(judge('2026-11-21T12:06:00Z', '2026-11-20T12:01:00Z', { running: true })).toBe('on-time');
    expect(judge('2026-11-21T05:00:00Z', null)).toBe('never');
    expect(judge('2026-11-21T05:00:00Z', null, { pausedUntil: at('2026-11-22T00:00:00Z') })).toBe('paused');
  });

  it('names the times that no run followed', () => {
    const quiet = [
      { from: since, to: at('2026-11-21T06:00:01Z'), afterFailure: false },
      { from: at('2026-11-21T06:01:00Z'), to: null, afterFailure: false },
    ];
    const missed = (now: string) => findMissed(schedule('0 7,13 * * *'), { now: at(now), since, quiet });
    expect(missed('2026-11-21T12:04:00Z')).toBe(null);
    expect(missed('2026-11-21T12:06:00Z')).toMatchObject({ count: 1, from: at('2026-11-21T12:00:00Z') });
    expect(missed('2026-11-22T07:00:00Z')).toMatchObject({ count: 2, to: at('2026-11-22T06:00:00Z') });
  });
});
