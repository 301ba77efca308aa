import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import LucideIcon from '@/app/_ui/lucide-icon';

type Shapes = Parameters<typeof LucideIcon>[0]['icon']['node'];

const draw = (...node: Shapes) => /<svg[^>]*>(.*)<\/svg>/.exec(renderToStaticMarkup(icon(node)))?.[1];
const icon = (node: Shapes) => createElement(LucideIcon, { icon: { node } });
const path = (d: string) => `<path d="${d}"></path>`;

test('an icon is one path: each shape stays where it was, also one that begins with a relative move', () => {
  expect(draw(['path', { d: 'M5 2h14' }], ['path', { d: 'm9 12 2 2' }])).toBe(path('M5 2h14M0 0m9 12 2 2'));
  expect(draw(['line', { x1: '4', y1: '12', x2: '20', y2: '13' }])).toBe(path('M4 12L20 13'));
  expect(draw(['circle', { cx: '12', cy: '11', r: '10' }])).toBe(path('M2 11a10 10 0 0 1 20 0a10 10 0 0 1 -20 0z'));
});

test('a rectangle keeps its corners', () => {
  const corners = { x: '3', y: '4', width: '18', height: '16', rx: '2' };
  const around = 'a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2z';
  expect(draw(['rect', corners])).toBe(path(`M5 4h14${around}`));
  const { rx: ry, ...rest } = corners;
  expect(draw(['rect', { ...rest, ry }])).toBe(path(`M5 4h14${around}`));
  expect(draw(['rect', { width: '4', height: '6' }])).toContain('M0 0h4a0 0 0 0 1 0 0v6');
});

test('shapes that no path is known for stay elements, and so do filled ones', () => {
  const dot = { cx: '13.5', cy: '6.5', r: '.5', fill: 'currentColor' };
  expect(draw(['circle', dot])).toBe('<circle cx="13.5" cy="6.5" r=".5" fill="currentColor"></circle>');
  expect(draw(['path', { d: 'M1 1' }], ['ellipse', { cx: '12', cy: '5', rx: '9', ry: '3', key: 'a' }])).toBe(
    `${path('M1 1')}<ellipse cx="12" cy="5" rx="9" ry="3"></ellipse>`,
  );
});

test('an icon is hidden from screen readers unless it has a name', () => {
  const markup = (props: object) => renderToStaticMarkup(createElement(LucideIcon, { icon: { node: [] }, ...props }));
  expect(markup({})).toContain('aria-hidden="true"');
  expect(markup({ 'aria-label': 'Running' })).toContain('aria-hidden="false"');
});
