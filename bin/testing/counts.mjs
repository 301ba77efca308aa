import { existsSync, readFileSync } from 'node:fs';

/**
 * How a runner's tests ended. `missing` says why these numbers alone would look better than it went.
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * Vitest's JSON report. A file that could not even be loaded counts as one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string,
 *   assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

/**
 * Playwright's JSON report; errors outside of tests count as failures, a test that passed at a repetition as passed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * Reads a runner's report. No report, no test, or an exit code that no failed test explains, is a failure as well.
 * @template Report
 * @param {string} file
 * @param {number} exitCode
 * @param {(report: Report) => Counts} count
 * @returns {Counts}
 */
export function readCounts(file, exitCode, count) {
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 };
  const unexplained = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return unexplained ? { ...counts, failed: 1 } : counts;
}

/** @param {Counts[]} all */
export function sumCounts(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
}
