import { sql } from 'drizzle-orm';
import { CHANGELOG_START, clampCursor, stampChanges } from '@/lib/changelog/read';
import type { Db } from '@/lib/db/client';
import { waitFor } from '../support/wait-for';
import { auditLoad, registerSites } from './load/sites';
import { startGenerator } from './load/start-generator';
import { startCentral } from './support/central-server';
import { cpuSecondsOf } from './support/interference';
import { median, takePairs } from './support/pairs';
import { describeQuiet, printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';

/** So many that none has two runs under way, however many wait to be answered. */
const SITES = 40_000;
const TARGETS = 4_000;
/** More than one instance answers: what counts is how many are answered, not how soon. */
const RATE = 400;
const SECONDS = 15;

interface Throughput {
  runsPerSecond: number;
  /** Of everything that is ours: servers, Postgres, generator. */
  cores: number;
}

runBench(async ({ pairs: wanted, records, small, server: kind }, server) => {
  const { db, url } = await server.create();
  const sites = records ?? (small ? 200 : SITES);
  await registerSites(db, sites);
  const instances = [await startCentral(kind, url), await startCentral(kind, url, 'bench-central-2')];
  const urls = instances.map((instance) => instance.url);
  const generator = startGenerator();
  try {
    console.log(`${sites} sites, one or two instances on one Postgres`);
    await stampChanges(db);
    const { epoch, last } = await clampCursor(db, CHANGELOG_START);
    await generator.ask({ start: { sites, cursor: { epoch, position: last } } });
    const seconds = small ? 2 : SECONDS;
    const askFrom = async (asked: readonly string[]): Promise<Throughput> => {
      await server.settle();
      const [startedAt, cpuBefore] = [performance.now(), cpuSecondsOf(server.roots)];
      const { acknowledged, tookSeconds, problems } = await generator.step({ urls: asked, rate: RATE, seconds });
      if (Object.keys(problems).length > 0) console.log(JSON.stringify(problems));
      const cores = (cpuSecondsOf(server.roots) - cpuBefore) / ((performance.now() - startedAt) / 1000);
      return { runsPerSecond: acknowledged / tookSeconds, cores };
    };
    await askFrom(urls);
    const load = await takePairs(
      { wanted, roots: server.roots, label: 'load' },
      () => askFrom(urls),
      () => askFrom(urls.slice(0, 1)),
    );
    const audit = await auditLoad(db, await generator.done());
    const targets = await integrateAll(db, Math.min(sites, TARGETS));
    const ratios = load.values.map(({ first, second }) => first.runsPerSecond / second.runsPerSecond);
    const perCore = load.values.map(
      ({ first, second }) => first.runsPerSecond / first.cores / (second.runsPerSecond / second.cores),
    );
    printTable('Runs with two records each, as many as are answered', [
      ['', 'runs/s', 'cores used'],
      ...load.values.flatMap(({ first, second }) => [
        ['two instances', first.runsPerSecond, first.cores],
        ['one', second.runsPerSecond, second.cores],
      ]),
    ]);
    printTable('Targets that both instances look for', Object.entries(targets));
    printResult('instances', {
      share: median(ratios),
      sharePerCore: median(perCore),
      doubles: targets.doubles,
      targets: targets.targets,
      lost: audit.lost + audit.doubled,
      ...describeQuiet([load]),
    });
  } finally {
    generator.stop();
    for (const instance of instances) await instance.stop();
  }
});

/** A record of every site waits to be integrated: both executors find it. Answers what was done, and what twice. */
async function integrateAll(db: Db, sites: number): Promise<{ targets: number; doubles: number }> {
  await db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, received_at)
    select n, 'contacts', gen_random_uuid(), n, 'delete', now() - interval '1 minute'
    from generate_series(1, ${sites}::int) n`);
  const readRuns = async () => {
    const [row] = await db.execute<{ open: number; targets: number; doubles: number; buffered: number }>(sql`
      select count(*) filter (where state in ('queued', 'running'))::int as open, count(distinct target)::int as targets,
        (count(*) - count(distinct target) + count(*) filter (where fence > 1))::int as doubles,
        (select count(*)::int from sync_buffer) as buffered
      from runs where target like 'site:%'`);
    if (!row) throw new Error('one row');
    return row;
  };
  await waitFor(
    'every site to be integrated',
    async () => {
      const { open, buffered } = await readRuns();
      return open === 0 && buffered === 0;
    },
    900_000,
  );
  const { targets, doubles } = await readRuns();
  return { targets, doubles };
}
