import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const shared = {
  // `server-only` throws outside server components; what server components get of it is its empty file.
  resolve: { alias: { '@': root, 'server-only': `${root}node_modules/server-only/empty.js` } },
};

export default defineConfig({
  ...shared,
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          // They share the modules that they load: none of them changes what another one sees.
          isolate: false,
          // A busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: { name: 'interop', include: ['tests/interop/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 30_000 },
      },
      {
        ...shared,
        test: { name: 'architecture', include: ['tests/architecture.test.ts', 'tests/entry-points.test.ts'] },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          globalSetup: ['tests/support/database-template.ts'],
          // After the pure tests: what is timed by leases wants the machine for itself.
          sequence: { groupOrder: 1 },
          // Most of their time they wait for one: for runs that end, and for those that must be noticed to be gone.
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What lib/env.ts wants; each test opens a database of its own.
          env: {
            DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
            NEXTAUTH_SECRET: 'a-secret-of-the-tests-that-is-long-enough',
            CRON_SECRET: 'a-secret-of-the-tests-that-is-long-enough',
            NEXTAUTH_URL: 'http://127.0.0.1',
            DATA_DIR: '.test-data/files',
            LOG_LEVEL: 'silent',
          },
        },
      },
    ],
  },
});
