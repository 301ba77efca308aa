import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from '@playwright/test';

const { resolve } = createRequire(path.resolve('package.json'));
const source = readFileSync(createRequire(resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that see colours: what a theme can break, and a language cannot. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

export type Rules = 'all' | 'colours' | 'all-but-colours';

/** What axe finds on the page as it stands: nothing, or one line per violation and element. */
export async function findViolations(page: Page, rules: Rules = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(
    async ([chosen, colours]) => {
      const { axe } = window as unknown as { axe: { run(root: Document, options: unknown): Promise<AxeResults> } };
      const { violations } = await axe.run(document, {
        resultTypes: ['violations'],
        preload: false,
        ...(chosen === 'colours' && { runOnly: { type: 'rule', values: colours } }),
        ...(chosen !== 'colours' && {
          rules: {
            // WCAG 2.2 AA; axe leaves it out unless asked.
            'target-size': { enabled: true },
            ...(chosen === 'all-but-colours' && Object.fromEntries(colours.map((rule) => [rule, { enabled: false }]))),
          },
        }),
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => {
          const why = failureSummary.split('\n').slice(1).join(' ').trim();
          return `${id} ${target.join(' ')}: ${why}`;
        }),
      );
    },
    [rules, COLOURS] as const,
  );
}

interface AxeResults {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/** How far the page can be moved sideways, and what sticks out; null: not at all. */
export function findOverflow(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const sticksOut = (element: Element) => element.getBoundingClientRect().right > clientWidth + 1;
    const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible' && !sticksOut(element);
    const isClipped = (element: Element | null): boolean =>
      element !== null && element !== document.body && (clips(element) || isClipped(element.parentElement));
    const guilty = [...document.body.querySelectorAll('*')].filter((e) => sticksOut(e) && !isClipped(e)).at(-1);
    return `${scrollWidth} > ${clientWidth}: ${guilty?.outerHTML.slice(0, 300)}`;
  });
}
