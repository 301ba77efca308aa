import { expect, test } from 'vitest';
import { isSameOrigin, safePath } from '@/lib/web/same-origin';

const configured = 'https://site.example.org';
const ask = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), configured);

test.each([
  ['the configured address', { origin: 'https://site.example.org', host: '10.0.0.5:3000' }],
  ['the host that was asked', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
])('a post from %s is ours', (_name, headers) => {
  expect(ask(headers)).toBe(true);
});

test.each([
  ['no origin', { host: '127.0.0.1:3000' }],
  ['origin null', { origin: 'null', host: '127.0.0.1:3000' }],
  ['another site', { origin: 'https://evil.example', host: 'site.example.org' }],
  ['another port', { origin: 'http://127.0.0.1:3001', host: '127.0.0.1:3000' }],
  ['a malformed origin', { origin: 'http://[', host: '[' }],
  ['no web address', { origin: 'file://site.example.org', host: 'site.example.org' }],
  ['a forged forwarded host', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', host: 'a' }],
  ['a longer name', { origin: 'https://site.example.org.evil.example', host: 'site.example.org' }],
])('a post with %s is refused', (_name, headers) => {
  expect(ask(headers)).toBe(false);
});

test.each(['/sync', '/history?state=failed&q=a%20b', '/a//b', '/'])('%s may be gone to', (path) => {
  expect(safePath(path, '/home')).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil.example',
  'sync',
  '',
  `/${'a'.repeat(3000)}`,
  undefined,
  ['/sync'],
])('%j leads to the fallback', (path) => {
  expect(safePath(path, '/home')).toBe('/home');
});
