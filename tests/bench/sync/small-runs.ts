import type { BenchServer } from '../support/databases';
import type { BenchOptions } from '../support/options';
import { median, takePairs } from '../support/pairs';
import { changeProperties, fillProperties } from '../support/stock';
import { connect, openCentral, synchronise } from './ours';
import type { Pouch } from './pouch';
import { closePair, type SyncedPair } from './transfer';

const CHANGED = 100;
/** Short runs: each side of a pair is the median of so many. */
const REPEATS = 5;

interface Input {
  wanted: number;
  roots: readonly number[];
}

async function repeat(once: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < REPEATS; index++) times.push(await once());
  return median(times);
}

let round = 0;

/** A run that sends 100 changed records of `among`, to integrated, in milliseconds. */
async function changeOurs({ site }: SyncedPair, among: number): Promise<number> {
  const changed = Math.min(CHANGED, among);
  await changeProperties(site.db, changed, among, ++round);
  const { run, sent } = await synchronise(site);
  if (sent !== changed) throw new Error(`${sent} changed records were sent, not ${changed}`);
  return run;
}

export function compareChanged(input: Input, ours: SyncedPair, pouch: Pouch, url: string, among: number) {
  return takePairs(
    { ...input, label: `${CHANGED} changed` },
    () => repeat(() => changeOurs(ours, among)),
    () =>
      repeat(async () => {
        const changed = Math.min(CHANGED, among);
        await pouch.run({ do: 'change', store: 'a', records: changed, among, round: ++round });
        return (await pouch.run({ do: 'push', store: 'a', url }, changed)).ms;
      }),
  );
}

export function compareIdle(input: Input, { site }: SyncedPair, pouch: Pouch, url: string) {
  return takePairs(
    { ...input, label: 'nothing to do' },
    () => repeat(async () => (await synchronise(site)).run),
    () => repeat(async () => (await pouch.run({ do: 'both', store: 'a', url }, 0)).ms),
  );
}

/** The same 100 among many records and among few. */
export async function compareGrowth(
  input: Input,
  bench: BenchServer,
  kind: BenchOptions['server'],
  sizes: { many: number; few: number },
) {
  const many = await prepareSynced(bench, kind, sizes.many);
  const few = await prepareSynced(bench, kind, sizes.few);
  await bench.settle();
  const pairs = await takePairs(
    { ...input, label: `${CHANGED} changed among ${sizes.many} and ${sizes.few}` },
    () => repeat(() => changeOurs(many, sizes.many)),
    () => repeat(() => changeOurs(few, sizes.few)),
  );
  for (const pair of [many, few]) await closePair(bench, pair);
  return pairs;
}

/** A site with so many records, all of them integrated by its central server. */
async function prepareSynced(bench: BenchServer, kind: BenchOptions['server'], records: number): Promise<SyncedPair> {
  const central = await openCentral(bench, kind);
  const site = await bench.create();
  await fillProperties(site.db, records);
  await connect(site, central);
  await synchronise(site);
  // Once more each way, so that nothing of the first run is left to do.
  for (let warm = 0; warm < 3; warm++) await changeOurs({ site, central }, records);
  return { site, central };
}
