import { test as base } from '@playwright/test';
import { type Console, startConsole } from './console';

/** Tests of one worker share one console: it is started for the first and stopped after the last of them. */
export const test = base.extend<object, { console: Console }>({
  // A record of each step of hundreds of pages would cost more than the pages.
  trace: ['off', { scope: 'worker' }],
  console: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright finds what a fixture needs in this pattern.
    async ({}, use) => {
      const console = await startConsole();
      await use(console);
      await console.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
