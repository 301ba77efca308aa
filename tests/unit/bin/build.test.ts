import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { matchesLock } from '@/bin/launch/dependencies.mjs';
import { hashSources } from '@/bin/launch/source-hash.mjs';
import { refuseNodeVersion } from '@/bin/system/node-version.mjs';

const root = mkdtempSync(path.join(tmpdir(), 'sources-'));
const write = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
};
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  write('app/page.tsx', 'page');
  write('lib/env.ts', 'env');
  write('tsconfig.json', '{}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the same sources have the same hash, also when written again', () => {
  const before = hashSources(root);
  write('app/page.tsx', 'page');
  expect(hashSources(root)).toBe(before);
});

test.each([
  ['a changed file', () => write('lib/env.ts', 'enw')],
  ['a new file', () => write('app/new/page.tsx', '')],
  ['a renamed file', () => renameSync(path.join(root, 'app/page.tsx'), path.join(root, 'app/route.tsx'))],
  ['a changed configuration', () => write('tsconfig.json', '{ }')],
])('%s changes it', (_, change) => {
  const before = hashSources(root);
  change();
  expect(hashSources(root)).not.toBe(before);
});

test.each(['data/site/file', 'tests/unit/a.test.ts', 'README.md', '.next/BUILD_ID'])('%s is no source', (name) => {
  const before = hashSources(root);
  write(name, 'x');
  expect(hashSources(root)).toBe(before);
});

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0', integrity: 'sha-a' },
  'node_modules/b': { version: '2.0.0', integrity: 'sha-b' },
  'node_modules/mac-only': { version: '1.0.0', integrity: 'sha-m', optional: true },
};
const { 'node_modules/a': a, 'node_modules/b': b } = wanted;

test.each([
  ['all there, but for another platform’s', { 'node_modules/a': a, 'node_modules/b': b }, true],
  ['one missing', { 'node_modules/a': a }, false],
  ['another version', { 'node_modules/a': a, 'node_modules/b': { ...b, version: '1.9.0' } }, false],
  ['another content', { 'node_modules/a': a, 'node_modules/b': { ...b, integrity: 'sha-x' } }, false],
  ['one too many', { 'node_modules/a': a, 'node_modules/b': b, 'node_modules/c': b }, false],
])('installed packages: %s', (_, installed, matches) => {
  expect(matchesLock(wanted, installed)).toBe(matches);
});

test('Node from 20.9 on is accepted, and an older one refused with a sentence', () => {
  expect(['20.9.0', '20.20.2', '22.0.0', '24.1.0'].map(refuseNodeVersion)).toEqual([null, null, null, null]);
  expect(refuseNodeVersion('20.8.1')).toContain('20.9 or newer');
  expect(refuseNodeVersion('18.20.0')).toContain('18.20.0');
});
