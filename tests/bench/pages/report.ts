import { median, type Pairs } from '../support/pairs';
import { describeQuiet, printResult, printTable } from '../support/report';
import type { Scores } from './lighthouse';
import type { ScriptWeight } from './script-weight';

type Compared = Pairs<{ first: number; second: number }>;

export interface PagesMeasured {
  /** Requests per second: the status page and a bare page within the console's frame, and without it. */
  status: Compared;
  alone: Compared;
  poll: Compared;
  /** Milliseconds to the first byte. */
  first: Compared;
  idleP95Ms: number;
  duringP95Ms: number;
  duringRequests: number;
  megabytes: number;
  weight: ScriptWeight;
  bareWeight: ScriptWeight;
  audits: Record<string, Scores | null>;
}

export function reportPages(measured: PagesMeasured): void {
  const { status, alone, poll, first, weight, bareWeight, audits } = measured;
  printTable('Requests per second', [
    ['', 'ours', 'bare', 'share'],
    ['status page ÷ bare page', ...columns(status)],
    ['status page ÷ bare page without frame', ...columns(alone)],
    ['poll ÷ bare route', ...columns(poll)],
  ]);
  printTable('Milliseconds to the first byte', [
    ['', 'status page', 'bare page'],
    ['median', ...columns(first)],
    ['p95 idle', measured.idleP95Ms],
    [`p95 while ${measured.megabytes.toFixed(0)} MB are imported`, measured.duringP95Ms],
    ['requests meanwhile', measured.duringRequests],
  ]);
  printTable('Script of the status page, bytes after gzip -9', [
    ...weight.files.map(({ name, bytes }) => [name, bytes]),
    ['together', Math.round(weight.kilobytes * 1000)],
    ['of a bare page: the framework', Math.round(bareWeight.kilobytes * 1000)],
  ]);
  printTable('Lighthouse', [
    ['', 'performance', 'accessibility', 'best practices', 'layout shift'],
    ...Object.entries(audits).map(([page, scores]) =>
      scores
        ? [page, scores.performance, scores.accessibility, scores.bestPractices, scores.layoutShift]
        : [page, 'not installed'],
    ),
  ]);
  printResult('pages', {
    statusShare: ratio(status),
    statusShareWithoutFrame: ratio(alone),
    pollShare: ratio(poll),
    firstResponse: ratio(first),
    duringImport: measured.duringP95Ms / measured.idleP95Ms,
    scriptKb: weight.kilobytes,
    bareScriptKb: bareWeight.kilobytes,
    lighthouse: audits,
    ...describeQuiet([status, alone, poll, first]),
  });
}

const ratio = (pairs: Compared) => median(pairs.values.map(({ first, second }) => first / second));

const columns = (pairs: Compared): [number, number, number] => [
  median(pairs.values.map((pair) => pair.first)),
  median(pairs.values.map((pair) => pair.second)),
  ratio(pairs),
];
