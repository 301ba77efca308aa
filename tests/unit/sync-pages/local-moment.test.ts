import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localOfMoment, momentOfLocal } from '@/lib/i18n/local-moment';

const BERLIN = 'Europe/Berlin';

test('a local time is the moment that the zone’s clock shows it, in winter and in summer', () => {
  expect(momentOfLocal('2026-11-21T14:30', BERLIN)?.toISOString()).toBe('2026-11-21T13:30:00.000Z');
  expect(momentOfLocal('2026-07-01T14:30', BERLIN)?.toISOString()).toBe('2026-07-01T12:30:00.000Z');
  expect(momentOfLocal('2026-07-01T14:30', 'America/New_York')?.toISOString()).toBe('2026-07-01T18:30:00.000Z');
  expect(momentOfLocal('2026-07-01T14:30', 'Asia/Kolkata')?.toISOString()).toBe('2026-07-01T09:00:00.000Z');
});

test('the hour that summer time leaves out becomes a moment beside it, the doubled one is one of the two', () => {
  const skipped = momentOfLocal('2026-03-29T02:30', BERLIN)?.toISOString();
  expect(['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z']).toContain(skipped);
  const doubled = momentOfLocal('2026-10-25T02:30', BERLIN)?.toISOString();
  expect(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']).toContain(doubled);
});

test('what is no local time is refused', () => {
  for (const text of [
    '',
    'tomorrow',
    '2026-11-21',
    '2026-11-21 14:30',
    '2026-02-30T10:00',
    '2026-11-21T24:10',
    '2026-13-01T00:00',
  ]) {
    expect(momentOfLocal(text, BERLIN), text).toBeNull();
  }
});

test('a moment written as local time and read again is the same minute', () => {
  const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  const zones = fc.constantFrom(BERLIN, 'UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(moments, zones, (moment, zone) => {
      const again = momentOfLocal(localOfMoment(moment, zone), zone);
      const minutes = Math.floor(moment.getTime() / 60_000) * 60_000;
      // In the hour that autumn doubles, one of the two is meant.
      expect(Math.abs((again?.getTime() ?? 0) - minutes)).toBeLessThanOrEqual(60 * 60_000);
      expect(localOfMoment(again ?? new Date(0), zone)).toBe(localOfMoment(moment, zone));
    }),
  );
});
