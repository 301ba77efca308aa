import { defineConfig, devices } from '@playwright/test';

/** They share one product with one database: each tells a story, one after the other. The others start what they need. */
const SHARING = ['admin-journey', 'deliveries', 'schedule', 'users'].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/start-product.ts',
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'shared', testMatch: SHARING, workers: 1 },
    { name: 'own', testMatch: '**/*.spec.ts', testIgnore: SHARING, workers: 1 },
  ],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  use: {
    ...devices['Desktop Chrome'],
    actionTimeout: 15_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
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
