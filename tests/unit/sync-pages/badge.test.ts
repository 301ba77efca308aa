import { expect, test } from 'vitest';
import { badgeTone } from '@/app/(console)/_shell/badge-tone';
import { judgeAlert } from '@/lib/status/judge-alert';

type Judged = Parameters<typeof judgeAlert>[0];
const well = { state: 'done', errorCode: null } as const;
const failed = (errorCode: string) => ({ state: 'failed', errorCode }) as const;
const judge = (change: Partial<Judged>) =>
  judgeAlert({ decisive: well, freshness: 'on-time', intervalMinutes: 15, ...change });

test.each<[string, Partial<Judged>, ReturnType<typeof judgeAlert>, string]>([
  ['all is well', {}, null, 'off'],
  ['there was no run yet', { decisive: null }, null, 'off'],
  ['it is late', { freshness: 'late' }, { tone: 'warning', reason: 'late' }, 'warn'],
  ['it is overdue', { freshness: 'overdue' }, { tone: 'error', reason: 'overdue' }, 'bad'],
  [
    'the last run failed and is tried again by itself',
    { decisive: failed('connection-failed') },
    { tone: 'neutral', reason: 'failed' },
    'off',
  ],
  [
    'it failed, is tried again by itself, and is late by now',
    { decisive: failed('connection-failed'), freshness: 'late' },
    { tone: 'warning', reason: 'failed' },
    'warn',
  ],
  [
    'it failed, is tried again by itself, and is overdue by now',
    { decisive: failed('connection-failed'), freshness: 'overdue' },
    { tone: 'error', reason: 'failed' },
    'bad',
  ],
  [
    'it failed because of something that a person must put right',
    { decisive: failed('token-refused') },
    { tone: 'error', reason: 'failed' },
    'bad',
  ],
  [
    'it failed where nothing is tried again by itself',
    { decisive: failed('connection-failed'), freshness: 'by-hand', intervalMinutes: null },
    { tone: 'error', reason: 'failed' },
    'bad',
  ],
  [
    'records are not integrated, which are tried again with every run',
    { decisive: { state: 'problems', errorCode: null } },
    { tone: 'warning', reason: 'problems' },
    'warn',
  ],
])('the badge when %s, whether or not anything waits', (_when, judged, alert, tone) => {
  expect(judge(judged)).toEqual(alert);
  expect(badgeTone(alert, false)).toBe(tone);
});

test('on its own page the badge is accented only while there is nothing to say', () => {
  expect(badgeTone(null, true)).toBe('accent');
  expect(badgeTone({ tone: 'error', reason: 'overdue' }, true)).toBe('bad');
});
