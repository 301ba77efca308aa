import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithUs } from '../support/next-server';

export interface Scores {
  /** 0 to 100 each, the median of the visits. */
  performance: number;
  accessibility: number;
  bestPractices: number;
  /** Cumulative layout shift: the worst. */
  layoutShift: number;
}

interface LighthouseReport {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; numericValue?: number; title: string }>;
}
interface Chrome {
  pid: number;
  port: number;
  kill(): void;
}

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const VISITS = 3;

/** What Lighthouse throttles and how large it makes the window. */
const DEVICES = {
  /** Its default: a slow phone in a slow network. */
  phone: {},
  desktop: {
    formFactor: 'desktop',
    screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
    throttling: { rttMs: 40, throughputKbps: 10 * 1024, cpuSlowdownMultiplier: 1, requestLatencyMs: 0 },
  },
} as const;
export type Device = keyof typeof DEVICES;

interface AuditInput {
  chromePath: string;
  url: string;
  cookie: string;
  device: Device;
}

/** What Lighthouse says of a page; null: it is not installed. */
export async function auditPage({ chromePath, url, cookie, device }: AuditInput): Promise<Scores | null> {
  const tools = await loadTools(chromePath);
  if (!tools) return null;
  const chrome = await tools.launch();
  endWithUs(chrome.pid);
  try {
    const reports: LighthouseReport[] = [];
    for (let visit = 0; visit < VISITS; visit++) {
      const answer = await tools.lighthouse(url, {
        port: chrome.port,
        onlyCategories: CATEGORIES,
        extraHeaders: { Cookie: cookie },
        logLevel: 'error',
        ...DEVICES[device],
      });
      if (answer) reports.push(answer.lhr);
    }
    for (const line of shortcomings(reports.at(-1))) console.log(`  ${new URL(url).pathname}, ${device}: ${line}`);
    const middle = (category: string) => {
      const scores = reports.map((report) => (report.categories[category]?.score ?? 0) * 100).sort((a, b) => a - b);
      return scores[Math.floor(scores.length / 2)] ?? 0;
    };
    return {
      performance: middle('performance'),
      accessibility: middle('accessibility'),
      bestPractices: middle('best-practices'),
      layoutShift: Math.max(
        ...reports.map((report) => report.audits['cumulative-layout-shift']?.numericValue ?? Number.NaN),
      ),
    };
  } finally {
    chrome.kill();
  }
}

/** What cost points, for the table. */
function shortcomings(report: LighthouseReport | undefined): string[] {
  if (!report) return [];
  return Object.entries(report.categories).flatMap(([category, { auditRefs }]) =>
    auditRefs.flatMap(({ id, weight }) => {
      const audit = report.audits[id];
      const score = audit?.score ?? 1;
      return audit && weight > 0 && score < 0.9 ? [`${category}: ${audit.title} (${score})`] : [];
    }),
  );
}

/** Both are packages of tests/bench. */
async function loadTools(chromePath: string) {
  const resolve = createRequire(path.resolve('tests/bench/package.json')).resolve;
  let files: { lighthouse: string; launcher: string };
  try {
    files = { lighthouse: resolve('lighthouse'), launcher: resolve('chrome-launcher') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
  const { default: lighthouse } = (await import(pathToFileURL(files.lighthouse).href)) as {
    default: (url: string, flags: Record<string, unknown>) => Promise<{ lhr: LighthouseReport } | undefined>;
  };
  const { launch } = (await import(pathToFileURL(files.launcher).href)) as {
    launch: (options: Record<string, unknown>) => Promise<Chrome>;
  };
  return {
    lighthouse,
    launch: () => launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox'] }),
  };
}
