import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTheme } from '@/lib/web/theme';

const css = readFileSync('app/globals.css', 'utf8');
const colours = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]+), (#[\da-f]+)\);/g)].map(([, name, light, dark]) => [
    name,
    { light: String(light), dark: String(dark) },
  ]),
);

test('a made-up theme is the system’s', () => {
  expect([readTheme('dark'), readTheme('pink'), readTheme(undefined)]).toEqual(['dark', 'system', 'system']);
});

test('every colour of the design exists in both themes', () => {
  const used = [...css.matchAll(/--color-[\w-]+: var\(--([\w-]+)\)/g)].map(([, name]) => name);
  expect(used.length).toBeGreaterThan(20);
  expect(Object.keys(colours)).toEqual(expect.arrayContaining(used));
});

/** WCAG 2.2 AA: 4.5 for text, 3 for the edges of controls and the mark of the focus. */
const PAIRS: [string, string[], number][] = [
  ['ink', ['ground', 'panel', 'nav', 'line-soft', 'warn-soft', 'bad-soft', 'ok-soft', 'info-soft'], 4.5],
  ['ink-2', ['ground', 'panel', 'nav', 'line-soft', 'track', 'warn-soft', 'bad-soft', 'ok-soft', 'info-soft'], 4.5],
  ['ink-3', ['ground', 'panel', 'nav'], 4.5],
  ['panel', ['ink'], 4.5],
  ['accent', ['ground', 'panel', 'accent-soft'], 4.5],
  ['accent-ink', ['accent'], 4.5],
  ...['ok', 'warn', 'bad', 'info'].map((tone): [string, string[], number] => [tone, ['panel', `${tone}-soft`], 4.5]),
  ['line-strong', ['panel'], 3],
  ['accent', ['nav', 'line-soft'], 3],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(PAIRS)('%s can be read on %s', (front, backs, least) => {
    for (const back of backs) {
      const ratio = contrast(colourOf(front, theme), colourOf(back, theme));
      expect(ratio, `${front} on ${back}`).toBeGreaterThanOrEqual(least);
    }
  });
});

function colourOf(name: string, theme: 'light' | 'dark'): string {
  const colour = colours[name];
  if (!colour) throw new Error(`no colour is called ${name}`);
  return colour[theme];
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** As WCAG defines it; "#fff" or "#ffffff". */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : (hex.slice(1).match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0] = digits.map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
