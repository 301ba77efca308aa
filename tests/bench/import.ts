import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { type BenchDelivery, prepareDelivery } from './import/delivery';
import type { OurAnswer } from './import/our-process';
import { importOurs } from './import/ours';
import { importFxp, importPython, MISSING, parseBare, readAndCopy } from './import/peers';
import type { BenchDatabase, BenchServer } from './support/databases';
import { median, takePairs } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';

const IMAGES = 6;
const MEGABYTES = 120;
const PROPERTIES_PER_GIGABYTE = 170_000;

/** What a round of the first import measures beside it; null: that program is not here. */
interface Peers {
  limitMs: number | null;
  fxpMs: number;
  pythonMs: number | null;
}

runBench(async ({ pairs: wanted, records, seed, small }, server) => {
  for (const missing of MISSING) console.log(`missing: ${missing}`);
  const properties = records ?? (small ? 300 : 20_000);
  const xmlMegabytes = small ? 2 : Math.round((properties / 20_000) * MEGABYTES);
  const common = { images: IMAGES, seed, imageKilobytes: null };
  const delivery = await prepareDelivery({ ...common, properties, xmlMegabytes });
  console.log(
    `${delivery.megabytes.toFixed(0)} MB XML, ${properties} properties, ${delivery.attachments} attachment entries, ${wanted} pairs`,
  );
  const storageDir = await mkdtemp(path.resolve('.test-data/bench-storage-'));
  try {
    const bench = new ImportBench(server, delivery, storageDir);
    const first = await takePairs(
      { wanted, roots: server.roots, label: 'first import' },
      () => bench.importFirst(),
      () => bench.importAsPeers(),
    );
    const again = await takePairs(
      { wanted, roots: server.roots, label: 'unchanged import' },
      () => bench.importAgain(),
      () => parseBare(delivery),
    );
    const large = small
      ? null
      : await prepareDelivery({ ...common, properties: PROPERTIES_PER_GIGABYTE, xmlMegabytes: 1024 });
    const peak1Gb = large && (await new ImportBench(server, large, storageDir).importFirst());
    report({ first: first.values, again: again.values, peak1Gb }, delivery, describeQuiet([first, again]));
  } finally {
    await rm(storageDir, { recursive: true, force: true });
  }
});

/** Imports on databases of their own; the last imported one is kept, to be copied from and imported into again. */
class ImportBench {
  private imported: BenchDatabase | null = null;

  constructor(
    private readonly server: BenchServer,
    private readonly delivery: BenchDelivery,
    private readonly storageDir: string,
  ) {}

  async importFirst(): Promise<OurAnswer> {
    if (this.imported) await this.server.drop(this.imported);
    this.imported = await this.server.create();
    return this.importInto(this.imported, false);
  }

  async importAgain(): Promise<OurAnswer> {
    if (!this.imported) throw new Error('nothing was imported');
    const answer = await this.importInto(this.imported, true);
    if (answer.counts.unchanged !== this.delivery.properties) {
      throw new Error(`${answer.counts.unchanged} unchanged, not ${this.delivery.properties}`);
    }
    return answer;
  }

  private async importInto(database: BenchDatabase, force: boolean): Promise<OurAnswer> {
    await this.server.settle();
    const { delivery, storageDir } = this;
    return importOurs({ databaseUrl: database.url, storageDir, delivery, force });
  }

  async importAsPeers(): Promise<Peers> {
    if (!this.imported) await this.importFirst();
    if (!this.imported) throw new Error('nothing was imported');
    const database = await this.server.create();
    try {
      await this.server.settle();
      const limitMs = await readAndCopy(this.delivery, this.imported, database);
      await this.server.settle();
      const fxpMs = await importFxp(this.delivery, database);
      await this.server.settle();
      return { limitMs, fxpMs, pythonMs: await importPython(this.delivery, database) };
    } finally {
      await this.server.drop(database);
    }
  }
}

interface Measured {
  first: { first: OurAnswer; second: Peers }[];
  again: { first: OurAnswer; second: number }[];
  peak1Gb: OurAnswer | null;
}

function report({ first, again, peak1Gb }: Measured, delivery: BenchDelivery, quiet: Record<string, unknown>): void {
  const ratio = (of: (peers: Peers) => number | null, invert = false) => {
    const ratios = first.flatMap(({ first: ours, second }) => {
      const peer = of(second);
      return peer === null ? [] : [invert ? peer / ours.ms : ours.ms / peer];
    });
    return ratios.length === 0 ? undefined : median(ratios);
  };
  const peer = (of: (peers: Peers) => number | null) => {
    const values = first.flatMap(({ second }) => of(second) ?? []);
    return values.length === 0 ? '–' : median(values);
  };
  const firsts = first.map((pair) => pair.first);
  const agains = again.map((pair) => pair.first);
  printTable('Medians', [
    ['', 'ms', 'CPU ms', 'memory MB', 'longest block ms'],
    ['ours: first import', ...describe(firsts)],
    ['ours: the same again, forced', ...describe(agains)],
    ...(peak1Gb ? [['ours: 1 GB', ...describe([peak1Gb])]] : []),
    ['xmllint + COPY of the same rows', peer(({ limitMs }) => limitMs)],
    ['fast-xml-parser + a statement per row', peer(({ fxpMs }) => fxpMs)],
    ['Python iterparse + execute_values', peer(({ pythonMs }) => pythonMs)],
    ['a bare saxes pass', median(again.map((pair) => pair.second))],
  ]);
  printTable('Steps of the last imports, ms', [
    ['first', ...stepsOf(firsts)],
    ['again', ...stepsOf(agains)],
  ]);
  printResult('import', {
    vsLimit: ratio(({ limitMs }) => limitMs),
    vsFxp: ratio(({ fxpMs }) => fxpMs, true),
    vsPython: ratio(({ pythonMs }) => pythonMs, true),
    unchangedVsParse: median(again.map(({ first: ours, second }) => ours.ms / second)),
    peakMb: Math.max(...firsts.map(({ peakMb }) => peakMb)),
    peakMb1Gb: peak1Gb?.peakMb,
    longestBlockMs: Math.max(...firsts.map(({ longestBlockMs }) => longestBlockMs)),
    megabytes: Math.round(delivery.megabytes),
    properties: delivery.properties,
    ...quiet,
  });
}

const describe = (answers: OurAnswer[]) =>
  (['ms', 'cpuMs', 'peakMb', 'longestBlockMs'] as const).map((key) => median(answers.map((answer) => answer[key])));

const stepsOf = (answers: OurAnswer[]) =>
  Object.entries(answers.at(-1)?.steps ?? {}).map(([key, ms]) => `${key} ${ms}`);
