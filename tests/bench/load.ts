import { CHANGELOG_START, clampCursor, stampChanges } from '@/lib/changelog/read';
import type { LoadResult, LoadStep } from './load/generator';
import { auditLoad, registerSites } from './load/sites';
import { type Generator, startGenerator } from './load/start-generator';
import { startCentral } from './support/central-server';
import type { BenchServer } from './support/databases';
import type { Interference } from './support/interference';
import { announceVoid, measure } from './support/pairs';
import { printResult, printTable } from './support/report';
import { runBench } from './support/run-bench';

const SITES = 40_000;
const EVERY_SECONDS = 300;
const RATE = SITES / EVERY_SECONDS;
const KNEE_P95_MS = 500;
const KNEE_STEP = 20;
const MOST_RATE = 1_000;
/** The last runs of a step are due at its very end and may be answered after it. */
const DRAIN_SECONDS = 0.5;

type Step = LoadResult & { interference: Interference };

runBench(async ({ minutes, small, server: kind, records }, server) => {
  const { db, url } = await server.create();
  const sites = records ?? SITES;
  await registerSites(db, sites);
  const central = await startCentral(kind, url);
  const generator = startGenerator();
  try {
    console.log(`${sites} sites, central server: ${kind === 'next' ? 'next build' : 'routes without Next'}`);
    await stampChanges(db);
    const { epoch, last } = await clampCursor(db, CHANGELOG_START);
    await generator.ask({ start: { sites, cursor: { epoch, position: last } } });
    const run = (step: Omit<LoadStep, 'urls'>) => takeStep(server, generator, { ...step, urls: [central.url] });
    await run({ rate: RATE / 4, seconds: small ? 3 : 20 });
    await run({ rate: RATE, seconds: small ? 3 : 20 });
    await server.settle();
    const reference = await run({ rate: RATE, seconds: small ? 5 : minutes * 60 });
    const knee = await findKnee(run, small ? 4 : 30);
    const audit = await auditLoad(db, await generator.done());
    printTable('Runs with two records each, constant arrival; milliseconds from the moment each was due', [
      ['runs/s', 'acknowledged', 'p50', 'p95', 'p99', 'most', 'others', 'steal %'],
      ...[reference, ...knee.steps].map(toRow),
    ]);
    printTable('Acknowledged against stored', Object.entries(audit));
    printResult('load', {
      runsPerSecond: reference.acknowledged / Math.max(reference.seconds, reference.tookSeconds - DRAIN_SECONDS),
      p50Ms: reference.p50,
      p95Ms: reference.p95,
      lost: audit.lost + audit.doubled,
      kneePerSecond: knee.rate,
      refused: reference.runs - reference.acknowledged,
      minutes: reference.seconds / 60,
      disturbed: reference.interference.void,
      othersCores: reference.interference.othersCores,
      stealShare: reference.interference.stealShare,
    });
  } finally {
    generator.stop();
    await central.stop();
  }
});

async function takeStep(server: BenchServer, generator: Generator, step: LoadStep): Promise<Step> {
  const { value, interference } = await measure(server.roots, () => generator.step(step));
  const name = `${step.rate.toFixed(0)} runs/s`;
  if (interference.void) announceVoid(name, interference);
  console.log(`${name}: p95 ${value.p95.toFixed(0)} ms, ${JSON.stringify(value.problems)}`);
  return { ...value, interference };
}

/** Raises the rate until a step fails twice; a void step is repeated once. */
async function findKnee(run: (step: Omit<LoadStep, 'urls'>) => Promise<Step>, seconds: number) {
  const steps: Step[] = [];
  let rate = 0;
  for (let next = 140, failures = 0; next <= MOST_RATE && failures < 2; ) {
    let step = await run({ rate: next, seconds });
    if (step.interference.void) step = await run({ rate: next, seconds });
    steps.push(step);
    if (step.p95 < KNEE_P95_MS && step.acknowledged === step.runs) {
      rate = next;
      failures = 0;
      next += KNEE_STEP;
    } else failures++;
  }
  return { rate, steps };
}

const toRow = (step: Step) => [
  step.rate.toFixed(0),
  step.acknowledged,
  step.p50,
  step.p95,
  step.p99,
  step.most,
  step.interference.othersCores,
  step.interference.stealShare * 100,
];
