import { median, type Pairs, takePairs } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';
import { COPY_PROGRAM } from './sync/copy';
import { type SyncTimes, synchronise } from './sync/ours';
import { startPouch } from './sync/pouch';
import { compareChanged, compareGrowth, compareIdle } from './sync/small-runs';
import {
  closePair,
  type OurTransfer,
  type PouchTransfer,
  prepareStock,
  transferOurs,
  transferPouch,
} from './sync/transfer';

runBench(async ({ pairs: wanted, records: given, small, server: kind }, server) => {
  const records = given ?? (small ? 3_000 : 100_000);
  const growth = small ? { many: 6_000, few: 600 } : { many: 1_000_000, few: 10_000 };
  const input = { wanted, roots: server.roots };
  console.log(
    `${records} records of about 1 KB, ${wanted} pairs; central server: ${kind === 'next' ? 'next build' : 'routes without Next'}; COPY by ${COPY_PROGRAM}`,
  );
  const pouch = await startPouch();
  try {
    await pouch.run({ do: 'fill', store: 'a', records });
    const stock = await prepareStock(server, records);
    let synced: OurTransfer | null = null;
    const whole = await takePairs(
      { ...input, label: 'push, pull and integrate' },
      async () => {
        if (synced) await closePair(server, synced);
        synced = await transferOurs(server, kind, { name: stock.name, records });
        return synced;
      },
      (round) => transferPouch(pouch, records, round),
    );
    const last = whole.values.at(-1)?.first;
    if (!last || synced === null) throw new Error('no pair was taken');
    const ours: OurTransfer = synced;
    const url = pouch.urlOf('round-0');
    await synchronise(ours.site);
    await pouch.run({ do: 'both', store: 'a', url });
    const changed = await compareChanged(input, ours, pouch, url, records);
    const idle = await compareIdle(input, ours, pouch, url);
    await closePair(server, ours);
    const grown = await compareGrowth(input, server, kind, growth);
    report({ whole, changed, idle, grown }, records, growth);
  } finally {
    await pouch.close();
  }
});

interface Measured {
  whole: Pairs<{ first: OurTransfer; second: PouchTransfer }>;
  changed: Pairs<{ first: number; second: number }>;
  idle: Pairs<{ first: number; second: number }>;
  grown: Pairs<{ first: number; second: number }>;
}

/** Files and the comparison of both sides are no part of what the peer does. */
const APART = ['files', 'verify'];

function sumSteps({ steps }: SyncTimes, without: readonly string[] = APART): number {
  return Object.entries(steps).reduce((sum, [key, ms]) => (without.includes(key) ? sum : sum + ms), 0);
}

/** Getting everything back into the buffer: all steps of that run but the last. */
const pullOf = ({ pull }: OurTransfer) => sumSteps(pull, [...APART, 'integrate']);

function report(
  { whole, changed, idle, grown }: Measured,
  records: number,
  growth: { many: number; few: number },
): void {
  const { values } = whole;
  const of = (figure: (ours: OurTransfer, pouch: PouchTransfer) => number) =>
    median(values.map(({ first, second }) => figure(first, second)));
  const side = (pairs: Measured['changed'], name: 'first' | 'second') => median(pairs.values.map((pair) => pair[name]));
  const ratio = (pairs: Measured['changed']) => median(pairs.values.map(({ first, second }) => first / second));
  const inverse = (pairs: Measured['changed']) => median(pairs.values.map(({ first, second }) => second / first));
  const perSecond = (ms: number) => ((records / ms) * 1000).toFixed(0);
  const [push, pull, integrate] = [
    of((ours) => sumSteps(ours.push)),
    of(pullOf),
    of((ours) => ours.pull.steps.integrate ?? 0),
  ];
  const copy = of((ours) => ours.copyMs);
  printTable('Medians', [
    ['', 'ms', 'records/s'],
    ['ours: push, integrated by the central server', push, perSecond(push)],
    ['ours: pull to the buffer', pull, perSecond(pull)],
    ['ours: integrate', integrate, perSecond(integrate)],
    ['PouchDB: push', of((_, pouch) => pouch.pushMs), perSecond(of((_, pouch) => pouch.pushMs))],
    ['PouchDB: pull', of((_, pouch) => pouch.pullMs), perSecond(of((_, pouch) => pouch.pullMs))],
    [`COPY through a pipe (${COPY_PROGRAM}), primary key only`, copy, perSecond(copy)],
    ['ours: 100 changed', side(changed, 'first'), ''],
    ['PouchDB: 100 changed', side(changed, 'second'), ''],
    ['ours: nothing to do', side(idle, 'first'), ''],
    ['PouchDB: nothing to do, both ways', side(idle, 'second'), ''],
    [`ours: 100 changed among ${growth.many}`, side(grown, 'first'), ''],
    [`ours: 100 changed among ${growth.few}`, side(grown, 'second'), ''],
  ]);
  printTable('Steps of the last pair, ms', [
    ['push', ...describeSteps(values.at(-1)?.first.push)],
    ['pull', ...describeSteps(values.at(-1)?.first.pull)],
  ]);
  printResult('sync', {
    vsPouchdb: of((ours, pouch) => (pouch.pushMs + pouch.pullMs) / (sumSteps(ours.push) + sumSteps(ours.pull))),
    wholeRunsVsPouchdb: of((ours, pouch) => (pouch.pushMs + pouch.pullMs) / (ours.push.run + ours.pull.run)),
    pullVsCopy: of((ours) => pullOf(ours) / ours.copyMs),
    pullIntegrateVsCopy: of((ours) => sumSteps(ours.pull) / ours.copyMs),
    changed100VsPouchdb: inverse(changed),
    changed100Growth: ratio(grown),
    idleVsPouchdb: inverse(idle),
    records,
    ...describeQuiet([whole, changed, idle, grown]),
  });
}

const describeSteps = (times: SyncTimes | undefined) =>
  Object.entries(times?.steps ?? {}).map(([key, ms]) => `${key} ${ms}`);
