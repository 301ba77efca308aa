import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endLeftOverPostgres, parsePostmasterFile } from '@/bin/postgres/postmaster.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'postmaster-'));
const file = path.join(directory, 'postmaster.pid');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const lines = [
  '4711',
  '/data/mit Leerzeichen/postgres',
  '1790000000',
  '46771',
  '',
  '127.0.0.1',
  '  1234 5',
  'ready   ',
];

test('a running Postgres is read with its port and state', () => {
  expect(parsePostmasterFile(`${lines.join('\n')}\n`)).toEqual({
    pid: 4711,
    directory: '/data/mit Leerzeichen/postgres',
    port: 46771,
    ready: true,
  });
});

test.each([
  ['while it starts', [...lines.slice(0, 7), 'starting'], { port: 46771, ready: false }],
  ['when its file is still short', lines.slice(0, 2), { port: null, ready: false }],
])('%s it is not ready', (_, given, expected) => {
  expect(parsePostmasterFile(given.join('\n'))).toMatchObject(expected);
});

test.each(['', '\n', 'not a number\n', '-5\n'])('%j is no running Postgres', (text) => {
  expect(parsePostmasterFile(text)).toBeNull();
});

test('a number that belongs to another program is not ended, and no longer keeps Postgres from starting', async () => {
  const parent = process.ppid;
  writeFileSync(file, [String(parent), ...lines.slice(1)].join('\n'));
  expect(await endLeftOverPostgres(directory)).toBe(false);
  const [pid, ...rest] = readFileSync(file, 'utf8').split('\n');
  expect(Number(pid)).toBe(process.pid);
  expect(rest).toEqual(lines.slice(1));
});

test('without a file there is nothing to end', async () => {
  rmSync(file, { force: true });
  expect(await endLeftOverPostgres(directory)).toBe(false);
});
