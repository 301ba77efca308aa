import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';
import { countPending } from '@/lib/status/count-pending';
import { readStatusSummary } from '@/lib/status/read-summary';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import { saveConnection } from '@/lib/sync/settings';
import type { BenchServer } from './support/databases';
import { median, takePairs } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';
import { fillContacts } from './support/stock';

const FEW = 1_000;
const READS = 200;

const KINDS = {
  'status page and its poll': (db: Db) => readSyncStatus(db, new Date()),
  'badge and its poll': (db: Db) => readStatusSummary(db, new Date()),
};

runBench(async ({ pairs: wanted, records, small }, server) => {
  const many = records ?? (small ? 20_000 : 1_000_000);
  console.log(`${many} records waiting against ${FEW}; medians of ${READS} reads, ${wanted} pairs`);
  const [crowded, calm] = [await prepareSite(server, many), await prepareSite(server, FEW)];
  await server.settle();
  const measured = [];
  for (const [label, read] of Object.entries(KINDS)) {
    for (const db of [crowded, calm]) await timeReads(() => read(db));
    const pairs = await takePairs(
      { wanted, roots: server.roots, label },
      () => timeReads(() => read(crowded)),
      () => timeReads(() => read(calm)),
    );
    measured.push({ label, pairs, growth: median(pairs.values.map(({ first, second }) => first / second)) });
  }
  printTable('Milliseconds per read', [
    ['', `${many}`, `${FEW}`, 'growth', 'void'],
    ...measured.map(({ label, pairs, growth }) => [
      label,
      median(pairs.values.map(({ first }) => first)),
      median(pairs.values.map(({ second }) => second)),
      growth,
      pairs.voided,
    ]),
  ]);
  printResult('waiting', {
    growth: Math.max(...measured.map(({ growth }) => growth)),
    page: measured[0]?.growth,
    poll: measured[1]?.growth,
    records: many,
    ...describeQuiet(measured.map(({ pairs }) => pairs)),
  });
});

/** A connected site on which `count` records wait to be sent. */
async function prepareSite(server: BenchServer, count: number): Promise<Db> {
  const { db } = await server.create();
  await saveConnection(db, { url: 'http://127.0.0.1:1', siteName: 'Hamburg', token: 'es_of_the_benchmark_0123456789' });
  await fillContacts(db, count);
  await countPending(db);
  // As autovacuum leaves it after a minute.
  await db.execute(sql`vacuum analyze`);
  return db;
}

/** One read after the other, as a poll comes; answers the median in milliseconds. */
async function timeReads(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < READS; round++) {
    const startedAt = performance.now();
    await read();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}
