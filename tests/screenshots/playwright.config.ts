import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** `npm run screenshots`: the same browser as the tests, and no shared product. */
const { globalSetup: _shared, projects: _lanes, ...rest } = base;

export default defineConfig({ ...rest, testDir: '.', testMatch: '**/*.shots.ts', workers: 1, timeout: 60_000 });
