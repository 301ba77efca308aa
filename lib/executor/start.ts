import 'server-only';
import { db } from '../db/client';
import { env } from '../env';
import { log } from '../log';
import { controlDb } from './control-db';
import { runExecutor } from './executor';

const key = Symbol.for('estate-sync.executor');
const store = globalThis as { [key]?: AbortController };

/** Starts this process's executor, once; SIGTERM and SIGINT hand its runs to the next one. */
export function startExecutor(): void {
  if (store[key] || env().executor !== 'background') return;
  const controller = new AbortController();
  store[key] = controller;
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => controller.abort());
  runExecutor({ db: db(), controlDb: controlDb() }, controller.signal).catch((error: unknown) => {
    log().fatal({ err: error }, 'the executor ended');
    process.exitCode = 1;
  });
}
