import { describe, expect, test } from 'vitest';
import { Domain, GroupName } from '@/lib/sharing/input';

describe("a site's domain", () => {
  test.each([
    ['hamburg.example', 'hamburg.example'],
    ['  Hamburg.EXAMPLE. ', 'hamburg.example'],
    ['https://www.hamburg.example/immobilien?x=1', 'hamburg.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['a-b.c-d.example', 'a-b.c-d.example'],
    ['', null],
    ['  ', null],
  ])('%j is %j', (text, expected) => {
    expect(Domain.parse(text)).toBe(expected);
  });

  test.each([
    'hamburg',
    'ham burg.example',
    '-a.example',
    'a_b.example',
    'a..example',
    'x@y.example',
    `${'a'.repeat(64)}.example`,
  ])('is refused: %j', (text) => {
    expect(Domain.safeParse(text).success).toBe(false);
  });
});

test("a group's name is neither empty nor endless", () => {
  expect(GroupName.parse(' North ')).toBe('North');
  expect(GroupName.safeParse('  ').success).toBe(false);
  expect(GroupName.safeParse('x'.repeat(101)).success).toBe(false);
});
