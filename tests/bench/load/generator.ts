import { Agent, request } from 'node:http';
import type { WireCursor } from '@/lib/protocol/v1';
import { quantile } from '../support/pairs';
import { buildRequest, createLoadSite, type LoadSite, noteAnswer } from './exchange-request';

/** A step of constant arrival: `rate` runs begin every second, however long the answers take. */
export interface LoadStep {
  /** The central server's instances, asked in turn. */
  urls: readonly string[];
  rate: number;
  seconds: number;
}

export interface LoadResult extends Omit<LoadStep, 'urls'> {
  runs: number;
  acknowledged: number;
  /** Until the last answer. */
  tookSeconds: number;
  /** From the moment when a run was due, not when it could be sent. */
  p50: number;
  p95: number;
  p99: number;
  most: number;
  problems: Record<string, number>;
}

export type GeneratorCommand = { start: { sites: number; cursor: WireCursor } } | { step: LoadStep } | { report: true };
export type GeneratorAnswer = { ready: true } | { result: LoadResult } | { done: number[] };

const TICK_MS = 2;
const TIMEOUT_MS = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'fifo' });
let sites: LoadSite[] = [];
let next = 0;

process.on('disconnect', () => process.exit());
process.on('message', (command: GeneratorCommand) => {
  void answer(command).then((message) => process.send?.(message));
});

async function answer(command: GeneratorCommand): Promise<GeneratorAnswer> {
  if ('start' in command) {
    sites = Array.from({ length: command.start.sites }, (_, index) => createLoadSite(index + 1, command.start.cursor));
    return { ready: true };
  }
  if ('step' in command) return { result: await runStep(command.step) };
  return { done: sites.map((site) => site.done) };
}

function runStep({ urls, rate, seconds }: LoadStep): Promise<LoadResult> {
  const wanted = Math.round(rate * seconds);
  const times = new Float64Array(wanted);
  const problems: Record<string, number> = {};
  let [sent, ended, acknowledged] = [0, 0, 0];
  const startedAt = performance.now();
  const toResult = (): LoadResult => {
    const tookSeconds = (performance.now() - startedAt) / 1000;
    return { rate, seconds, runs: wanted, acknowledged, tookSeconds, ...describeTimes(times), problems };
  };
  return new Promise((resolve) => {
    const finish = (index: number, problem: string | null) => {
      // A run that failed was not answered in time, however soon it failed.
      times[index] = problem === null ? performance.now() - startedAt - (index * 1000) / rate : TIMEOUT_MS;
      if (problem === null) acknowledged++;
      else problems[problem] = (problems[problem] ?? 0) + 1;
      if (++ended === wanted) resolve(toResult());
    };
    const timer = setInterval(() => {
      const due = Math.min(wanted, Math.floor(((performance.now() - startedAt) * rate) / 1000) + 1);
      for (; sent < due; sent++) {
        const index = sent;
        const site = sites[next++ % sites.length];
        const target = `${urls[index % urls.length]}/api/central/v1/exchange`;
        if (site) void exchange(site, target).then((problem) => finish(index, problem));
      }
      if (sent === wanted) clearInterval(timer);
    }, TICK_MS);
  });
}

function exchange(site: LoadSite, target: string): Promise<string | null> {
  const { headers, body } = buildRequest(site);
  const options = {
    method: 'POST',
    agent,
    timeout: TIMEOUT_MS,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  };
  const send = (resolve: (problem: string | null) => void) => {
    const sending = request(target, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(noteAnswer(site, response.statusCode ?? 0, text)));
      response.on('error', (error) => resolve(error.message));
    });
    sending.on('timeout', () => sending.destroy(new Error('timeout')));
    sending.on('error', (error) => {
      // The server closed an idle connection just when it was used again: the same request on another one.
      if (sending.reusedSocket && 'code' in error && error.code === 'ECONNRESET') send(resolve);
      else resolve(error.message);
    });
    sending.end(body);
  };
  return new Promise(send);
}

function describeTimes(times: Float64Array) {
  times.sort();
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    most: times.at(-1) ?? Number.NaN,
  };
}
