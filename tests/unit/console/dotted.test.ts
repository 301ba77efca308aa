import { expect, test } from 'vitest';
import { dotted } from '@/app/_ui/dotted';

const LONG = 'Großzügige Doppelhaushälfte mit Südbalkon';

test('what is not there leaves no dot behind', () => {
  expect(dotted([null, 'Haus', undefined, false, '', '143 m²'])).toBe(dotted(['Haus', '143 m²']));
  expect(dotted([null, false])).toBe('');
});

test('a line may end after a dot and within a long part, never before a dot or between a figure and its word', () => {
  const lines = dotted(['12 sent', LONG, '4 received']).split(' ');
  expect(lines).toEqual([
    '12\u00a0sent\u00a0·',
    ...LONG.split(' ').slice(0, -1),
    'Südbalkon\u00a0·',
    '4\u00a0received',
  ]);
});
