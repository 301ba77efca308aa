import { defineConfig, devices } from '@playwright/test';

/** Every page of a console that they start and fill themselves; the others share one product, or start what they need. */
const CONSOLE = '**/console-*.spec.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/start-product.ts',
  workers: 2,
  fullyParallel: false,
  // Two lanes side by side; within each the files tell their stories one after the other.
  projects: [
    { name: 'product', testMatch: '**/*.spec.ts', testIgnore: CONSOLE, workers: 1 },
    { name: 'console', testMatch: CONSOLE, workers: 1 },
  ],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  use: {
    ...devices['Desktop Chrome'],
    actionTimeout: 15_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    },
  },
});
