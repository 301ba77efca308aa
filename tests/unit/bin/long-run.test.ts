import { expect, test } from 'vitest';
import { chooseFiles, findLongFiles, readLongRun, repeatCommand } from '@/bin/testing/run-long.mjs';
import { seededRandom } from '../../support/long';

test('minutes, seed, kills and names are read; without a seed one is chosen', () => {
  const args = ['--minutes', '3', '--seed', '42', '--kills', '200', 'kill-anywhere'];
  expect(readLongRun(args)).toEqual({ minutes: 3, seed: 42, kills: 200, filters: ['kill-anywhere'] });
  const chosen = readLongRun([]);
  expect(chosen).toMatchObject({ minutes: 15, kills: null, filters: [] });
  expect(chosen.seed).toBeGreaterThan(0);
});

test.each([[['--minutes', 'long']], [['--seed', '-1']], [['--hours', '2']]])('%j is refused', (args) => {
  expect(() => readLongRun(args)).toThrow();
});

test('the command that is printed repeats the run', () => {
  const run = readLongRun(['--seed', '7', 'network']);
  expect(repeatCommand(run)).toBe('npm run test:long -- --minutes 15 --seed 7 network');
  expect(readLongRun(repeatCommand(run).split(' ').slice(4))).toEqual(run);
});

test('every file that asks tests/support/long.ts how long it is to be has a long form; a name that none has is refused', () => {
  const files = findLongFiles();
  expect(files).toContain('tests/db/sync/kill-anywhere.test.ts');
  expect(files).not.toContain('tests/db/sync/identity.test.ts');
  expect(chooseFiles(files, ['sync/kill-any'])).toEqual(['tests/db/sync/kill-anywhere.test.ts']);
  expect(() => chooseFiles(files, ['no such test'])).toThrow('kill-anywhere');
});

test('the same seed gives the same numbers, another one or another stream others', () => {
  const draw = (stream: number, seed: number) => Array.from({ length: 5 }, seededRandom(stream, seed).next);
  expect(draw(0, 1)).toEqual(draw(0, 1));
  expect(draw(0, 1)).not.toEqual(draw(0, 2));
  expect(draw(0, 1)).not.toEqual(draw(1, 1));
});
