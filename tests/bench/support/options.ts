import { parseArgs } from 'node:util';

/** What can be set on the command line: `npm run bench NAME -- --pairs 5 --records 100000`. */
export interface BenchOptions {
  /** The Postgres server on which the databases of this benchmark are made. */
  serverUrl: string;
  pairs: number;
  /** null: what the benchmark itself holds for right. */
  records: number | null;
  minutes: number;
  seed: number;
  /** Small sizes, only to see that everything works: the figures mean nothing. */
  small: boolean;
  /** The central server as the real Next build, or its routes alone. */
  server: 'next' | 'routes';
  /** Of `lists`: only pages in whose name one of these stands; null: all. */
  only: string[] | null;
}

export function readOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string', default: '5' },
      records: { type: 'string' },
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      small: { type: 'boolean', default: false },
      server: { type: 'string', default: 'next' },
      only: { type: 'string' },
    },
  });
  const serverUrl = process.env.BENCH_DATABASE_URL;
  if (!serverUrl) throw new Error('BENCH_DATABASE_URL is not set: `npm run bench NAME` starts a Postgres and sets it');
  if (values.server !== 'next' && values.server !== 'routes') throw new Error('--server is next or routes');
  return {
    serverUrl,
    pairs: readPositive('pairs', values.pairs),
    records: values.records === undefined ? null : readPositive('records', values.records),
    minutes: readPositive('minutes', values.minutes),
    seed: readPositive('seed', values.seed),
    small: values.small,
    server: values.server,
    only: values.only?.split(',').map((name) => name.trim()) ?? null,
  };
}

function readPositive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} ${text} is no positive number`);
  return value;
}
