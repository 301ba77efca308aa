import { expect, it } from 'vitest';
import { matchProvider } from '@/lib/providers/match';

const known = [
  { id: 'a', number: '1', openimmoAnid: 'ANID-A', name: 'A' },
  { id: 'b', number: '2', openimmoAnid: null, name: 'B' },
  { id: 'c', number: null, openimmoAnid: 'ANID-C', name: 'C' },
];

it.each([
  ['by its ANID, whatever its number', 'ANID-A', '2', 'a'],
  ['by its number when it gives no ANID', null, '1', 'a'],
  ['by its number when no ANID is known of it', 'ANID-X', '2', 'b'],
  ['not by its number when both ANIDs are known and differ', 'ANID-X', '1', null],
  ['not by a part of its ANID', 'ANID', null, null],
  ['not without any id', null, null, null],
])('finds a provider %s', (_how, openimmoAnid, number, expected) => {
  expect(matchProvider({ openimmoAnid, number }, known)?.id ?? null).toBe(expected);
});
