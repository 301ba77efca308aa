import { Refusal } from '../system/refusal.mjs';

/**
 * @typedef {object} Plan
 * @property {string[]} projects of vitest
 * @property {boolean} database
 * @property {boolean} browser
 * @property {string[]} extra arguments for the runner of a single part
 */

/**
 * What to run: everything, or one part by its name.
 * @param {string[]} args
 * @returns {Plan}
 */
export function choosePlan([part, ...extra]) {
  switch (part) {
    case undefined:
      return { projects: ['unit', 'architecture', 'db'], database: true, browser: true, extra: [] };
    case 'unit':
      return { projects: ['unit', 'architecture'], database: false, browser: false, extra };
    case 'db':
      return { projects: ['db'], database: true, browser: false, extra };
    case 'long':
      return { projects: ['unit', 'db'], database: true, browser: false, extra };
    case 'e2e':
      return { projects: [], database: true, browser: true, extra };
    case 'screenshots':
      return {
        projects: [],
        database: true,
        browser: true,
        extra: ['--config', 'tests/screenshots/playwright.config.ts', ...extra],
      };
    default:
      throw new Refusal(`"${part}" is no part of the tests: say unit, db or e2e, or nothing for all.`);
  }
}
