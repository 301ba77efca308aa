import path from 'node:path';
import { setTestEnvironment } from '../../support/environment';
import { type BenchServer, openServer } from './databases';
import { type BenchOptions, readOptions } from './options';

/** Runs a benchmark with the server it needs; whatever happens, its databases are dropped in the end. */
export function runBench(work: (options: BenchOptions, server: BenchServer) => Promise<void>): void {
  // What lib/env.ts wants of a process that measures; every database is opened by its own address.
  setTestEnvironment({ DATA_DIR: path.resolve('.test-data/bench-files') });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  void prepareAndWork(work).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}

async function prepareAndWork(work: Parameters<typeof runBench>[0]): Promise<void> {
  const options = readOptions();
  const server = await openServer(options.serverUrl);
  try {
    console.log(`Postgres: ${server.settings}`);
    await work(options, server);
  } finally {
    await server.close();
  }
}
