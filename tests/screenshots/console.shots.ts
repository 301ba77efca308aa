import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { ConsolePage } from '../support/console/console-page';
import { test } from '../support/console/fixture';
import { CONSOLE_PAGES } from '../support/console/pages';
import { type Language, setTheme, Walker } from '../support/console/walk';

/** A picture of every page in every state, in both themes and two widths, and one page that shows them all. */
const folder = path.resolve(process.env.SCREENSHOTS_DIR ?? '.test-data/screenshots');
const language = (process.env.SCREENSHOTS_LANGUAGE ?? 'en') as Language;
const WIDTHS = [1280, 360];
const THEMES = ['light', 'dark'] as const;

let walker: Walker;

test.beforeAll(async ({ browser, console }) => {
  walker = new Walker(browser, console);
  await mkdir(folder, { recursive: true });
});
test.afterAll(async () => {
  await walker.close();
  await writeFile(path.join(folder, 'index.html'), contactSheet());
});

for (const page of CONSOLE_PAGES) {
  test(page.name, async () => {
    await walker.visit(page, [language], async (tab) => {
      await loadPictures(tab);
      for (const theme of THEMES) {
        await setTheme(tab, theme);
        for (const width of widthsOf(page)) {
          await tab.setViewportSize({ width, height: 900 });
          await tab.screenshot({ path: path.join(folder, `${page.name}-${theme}-${width}.png`), fullPage: true });
        }
      }
    });
  });
}

/** Also those that are loaded only once they are scrolled to. */
async function loadPictures(tab: Page): Promise<void> {
  await tab.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.allSettled([...document.images].map((image) => image.decode()));
  });
}

function widthsOf({ width }: ConsolePage): number[] {
  return width ? [width] : WIDTHS;
}

function contactSheet(): string {
  const figures = CONSOLE_PAGES.map((page) => {
    const images = THEMES.flatMap((theme) =>
      widthsOf(page).map((width) => {
        const file = `${page.name}-${theme}-${width}.png`;
        return `<a href="${file}"><img loading="lazy" src="${file}" alt="${theme}, ${width} px"></a>`;
      }),
    );
    return `<h2 id="${page.name}">${page.name}</h2><div>${images.join('')}</div>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>
<style>body{font:14px system-ui;margin:2rem}div{display:flex;gap:1rem;align-items:start;overflow-x:auto}img{height:420px}</style>
<h1>Screenshots</h1>${figures.join('\n')}</html>\n`;
}
