import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { endLeftOvers, rememberProcess } from '@/bin/launch/left-overs.mjs';
import { findHolder, lockDirectory } from '@/bin/launch/lock.mjs';
import { endProcess, isRunning, parseProcStat, recordOf } from '@/bin/system/processes.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'processes-'));
const started = new Set<ReturnType<typeof spawn>>();
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  for (const entry of readdirSync(directory)) rmSync(path.join(directory, entry));
});

/** A program that runs until it is ended, and has said that it is there. */
async function startProgram(script = ''): Promise<number> {
  const code = `${script}; setInterval(() => undefined, 1000); console.log('there')`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  started.add(child);
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

test('a process is known by its number and its start, so a later one of the same number is another', async () => {
  const record = recordOf(await startProgram());
  if (!record) throw new Error('it should run');
  expect(isRunning(record)).toBe(true);
  expect(isRunning({ ...record, identity: 'started at another time' })).toBe(false);
  expect(recordOf(2 ** 22 + 1)).toBeNull();
});

test('state and start are found behind a program name with spaces and brackets', () => {
  const fields = ['S', ...Array.from({ length: 18 }, (_, index) => String(index)), '4711', 'more'];
  expect(parseProcStat(`12 (a (b) c) ${fields.join(' ')}`)).toEqual({ state: 'S', startTicks: '4711' });
});

test('a process that does not listen to SIGTERM is ended by the next signal', async () => {
  const record = recordOf(await startProgram("process.on('SIGTERM', () => undefined)"));
  if (!record) throw new Error('it should run');
  const gone = await endProcess(record, [
    ['SIGTERM', 100],
    ['SIGKILL', 5000],
  ]);
  expect(gone).toBe(true);
});

test('servers that a killed launcher left are ended, and a stranger with a remembered number is not', async () => {
  const ours = await startProgram();
  const stranger = await startProgram();
  rememberProcess(directory, 'site', ours);
  writeFileSync(
    path.join(directory, 'processes.json'),
    JSON.stringify([
      { ...recordOf(ours), name: 'site' },
      { pid: stranger, identity: 'of an earlier boot', name: 'central' },
    ]),
  );
  expect(await endLeftOvers(directory)).toEqual(['site']);
  expect(recordOf(ours)).toBeNull();
  expect(recordOf(stranger)).not.toBeNull();
  expect(await endLeftOvers(directory)).toEqual([]);
});

test('a second start on a data directory in use is refused and names the process', () => {
  const lock = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow(`in use by process ${process.pid}`);
  expect(findHolder(directory)).toBe(process.pid);
  lock.release();
  expect(findHolder(directory)).toBeNull();
  lockDirectory(directory).release();
});

test.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, identity: 'x' })],
  ['a number that is another process now', JSON.stringify({ pid: process.pid, identity: 'x' })],
  ['half a file', '{"pid":'],
])('a lock of %s is taken over', (_, content) => {
  writeFileSync(path.join(directory, 'in-use.json'), content);
  expect(findHolder(directory)).toBeNull();
  const lock = lockDirectory(directory);
  expect(findHolder(directory)).toBe(process.pid);
  lock.release();
  expect(readdirSync(directory)).toEqual([]);
});
