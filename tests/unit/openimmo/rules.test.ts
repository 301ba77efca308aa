import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const RULES = 22;
const TITLE = /\b(?:test|it|describe)(?:\.each)?\b[\s\S]*?(['`])((?:(?!\1).)*)\1/g;

/** docs/imports.md and openimmo.md count the behaviours of an import; each has a test that says its number. */
test('every rule of importing is named by a test', () => {
  const named = new Map<number, string[]>();
  for (const file of readdirSync('tests', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.test.ts') || file.includes('node_modules')) continue;
    for (const rule of rulesOf(readFileSync(`tests/${file}`, 'utf8')))
      named.set(rule, [...(named.get(rule) ?? []), file]);
  }
  const missing = Array.from({ length: RULES }, (_, index) => index + 1).filter((rule) => !named.has(rule));
  expect(missing).toEqual([]);
});

/** `rule 7`, `rules 7 and 9`, `rules 3, 4, 10 to 13` in titles. */
function rulesOf(text: string): number[] {
  const titles = [...text.matchAll(TITLE)].map(([, , title = '']) => title);
  return titles.flatMap((title) =>
    [...title.matchAll(/\brules? (\d+(?:(?:, | and | to )\d+)*)/g)].flatMap(([, list = '']) => expand(list)),
  );
}

function expand(list: string): number[] {
  return list.split(/, | and /).flatMap((part) => {
    const [from = 0, to = from] = part.split(' to ').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
