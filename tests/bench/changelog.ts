import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';
import { auditReaders, createLogReader, type LogReader, readWhile } from '../support/changelog-reader';
import {
  createWorkload,
  FOREIGN_ORIGIN,
  runSlice,
  type SliceInput,
  type SliceResult,
  type Workload,
} from '../support/changelog-workload';
import { insertProvider } from '../support/records';
import { median, type Pairs, takePairs } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';

const WRITERS = 8;
const HOLD_MS = 20;

runBench(async ({ pairs: wanted, minutes, seed, small }, server) => {
  const { db } = await server.create();
  const providerId = await insertProvider(db, { number: '1' });
  await createPlainTable(db);
  const ms = small ? 2_000 : (minutes * 60_000) / wanted;
  const straggling = { holdMs: HOLD_MS, stragglerMs: small ? 300 : 3_000 };
  const never = { holdMs: 0, stragglerMs: 0 };
  const logged = createWorkload({ providerId, seed, writers: WRITERS });
  const plain = createWorkload({ providerId, seed, writers: WRITERS, table: 'contacts_plain' });
  const readers = [createLogReader(db, 0), createLogReader(db, FOREIGN_ORIGIN)];
  const compare = (label: string, hold: Omit<SliceInput, 'until'>, sliceMs: number, beside: readonly LogReader[]) => {
    const input = { until: { ms: sliceMs }, ...hold };
    return takePairs(
      { wanted, roots: server.roots, label },
      () => write(db, logged, input, beside).finally(server.settle),
      () => write(db, plain, input, []).finally(server.settle),
    );
  };

  console.log(`${WRITERS} writers and a reader; ${wanted} pairs of ${(ms / 1000).toFixed(0)} s, seed ${seed}`);
  const open = await compare(`open 0-${HOLD_MS} ms, with a reader`, straggling, ms, readers);
  // Without any pause the processors are full: what the log costs, first without a reader, then with one.
  const shortMs = Math.min(ms, 10_000);
  const alone = await compare('never waiting, writers alone', never, shortMs, []);
  const full = await compare('never waiting, with a reader', never, shortMs, readers);
  await readWhile(readers, () => true);

  const audit = auditReaders(logged.truth, readers);
  printTable('Rows written per second, median of the pairs', [
    ['', 'with changelog', 'without', 'share', 'void'],
    toRow(`open 0-${HOLD_MS} ms, with a reader`, open),
    toRow('never waiting, writers alone', alone),
    toRow('never waiting, with a reader', full),
  ]);
  printTable('What the reader saw against what was committed', Object.entries(audit));
  printResult('changelog', {
    ...audit,
    writerShare: shareOf(open),
    writerShareAlone: shareOf(alone),
    writerShareSaturated: shareOf(full),
    ...describeQuiet([open, alone, full]),
  });
});

/** The same table with the same indexes and references, without the triggers of the changelog. */
async function createPlainTable(db: Db): Promise<void> {
  await db.execute(sql`create table contacts_plain (like contacts including all)`);
  await db.execute(sql`alter table contacts_plain add foreign key (provider_id) references providers (id)`);
}

/** Writers for so long; beside them, if there is a log, the reader. Its catching up does not count as theirs. */
async function write(
  db: Db,
  workload: Workload,
  input: SliceInput,
  beside: readonly LogReader[],
): Promise<SliceResult> {
  let writing = true;
  const reading = beside.length > 0 ? readWhile(beside, () => !writing) : Promise.resolve();
  try {
    return await runSlice(db, workload, input);
  } finally {
    writing = false;
    await reading;
  }
}

type SlicePairs = Pairs<{ first: SliceResult; second: SliceResult }>;

const perSecond = ({ rows, ms }: SliceResult) => (rows / ms) * 1000;

function shareOf(pairs: SlicePairs): number {
  return median(pairs.values.map(({ first, second }) => perSecond(first) / perSecond(second)));
}

function toRow(name: string, pairs: SlicePairs): (string | number)[] {
  return [
    name,
    median(pairs.values.map(({ first }) => perSecond(first))),
    median(pairs.values.map(({ second }) => perSecond(second))),
    shareOf(pairs),
    pairs.voided,
  ];
}
