import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTheme } from '@/lib/web/theme';

const css = readFileSync('app/globals.css', 'utf8');
const variables = (selector: string) => {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return [...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => `${name} ${value}`);
};

test('the dark theme of the system is the dark theme', () => {
  expect(variables(':root[data-theme="dark"]').length).toBeGreaterThan(20);
  expect(variables(':root[data-theme="system"]')).toEqual(variables(':root[data-theme="dark"]'));
});

test('the dark theme sets every variable of the light one', () => {
  const names = (selector: string) => variables(selector).map((line) => line.split(' ')[0]);
  expect(names(':root[data-theme="dark"]')).toEqual(names(':root'));
});

test('a made-up theme is the system’s', () => {
  expect([readTheme('dark'), readTheme('pink'), readTheme(undefined)]).toEqual(['dark', 'system', 'system']);
});
