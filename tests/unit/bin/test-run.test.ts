import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countPlaywright, countVitest, readCounts, sumCounts } from '@/bin/testing/counts.mjs';
import { choosePlan } from '@/bin/testing/plan.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'counts-'));
const file = path.join(directory, 'report.json');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };

test('a test file that could not be loaded counts as a failure', () => {
  const broken = { status: 'failed', assertionResults: [] };
  const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  const report = { numPassedTests: 1, numFailedTests: 1, testResults: [passed, failing, broken] };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 2 });
});

test('of Playwright, tests that passed at a repetition are passed and errors outside of tests failed', () => {
  expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 2 }, errors: [{}] })).toEqual({
    passed: 7,
    failed: 2,
  });
});

test.each([
  ['no report', null, 0, { passed: 0, failed: 1 }],
  ['no test at all', { numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0, { passed: 0, failed: 1 }],
  [
    'an exit code that no failed test explains',
    { numPassedTests: 1, numFailedTests: 0, testResults: [passed] },
    1,
    { passed: 1, failed: 1 },
  ],
  ['everything passed', { numPassedTests: 1, numFailedTests: 0, testResults: [passed] }, 0, { passed: 1, failed: 0 }],
])('%s', (_, report, exitCode, expected) => {
  rmSync(file, { force: true });
  if (report) writeFileSync(file, JSON.stringify(report));
  expect(readCounts(file, exitCode, countVitest)).toEqual(expected);
});

test('the runners’ numbers are added', () => {
  expect(
    sumCounts([
      { passed: 2, failed: 0 },
      { passed: 3, failed: 1 },
    ]),
  ).toEqual({ passed: 5, failed: 1 });
});

test('one part runs alone with further arguments; unit tests need neither database nor browser', () => {
  expect(choosePlan(['unit'])).toMatchObject({ database: false, browser: false });
  expect(choosePlan(['db', 'tests/db/runs'])).toMatchObject({ projects: ['db'], extra: ['tests/db/runs'] });
  expect(choosePlan(['e2e'])).toMatchObject({ projects: [], database: true, browser: true });
  expect(choosePlan([])).toMatchObject({ projects: ['unit', 'architecture', 'db'], database: true, browser: true });
  expect(() => choosePlan(['e2'])).toThrow('"e2" is no part of the tests');
});
