import { expect } from '@playwright/test';
import { findOverflow, findViolations } from '../support/console/axe';
import { test } from '../support/console/fixture';
import { CONSOLE_PAGES } from '../support/console/pages';
import { setTheme, Walker } from '../support/console/walk';
import { LONG } from '../support/long';

/**
 * Every page in every state: axe, and no sideways scroll on the narrowest screen. Rules that see colours run once per theme: a
 * language changes none. In one language and theme by turns, in the long form in all.
 */
const LANGUAGES = ['en', 'es', 'de'] as const;
const THEMES = ['light', 'dark'] as const;
const themesOf = (index: number) => (LONG ? THEMES : THEMES.slice(index % 2, (index % 2) + 1));
const languagesOf = (index: number) => (LONG ? LANGUAGES : LANGUAGES.slice(index % 3, (index % 3) + 1));
/** 320 px wide; as tall as a screen of 1024 px is at 400 %. */
const NARROW = { width: 320, height: 256 };

let walker: Walker;

test.beforeAll(({ browser, console }) => {
  walker = new Walker(browser, console);
});
test.afterAll(() => walker.close());

test('what looks at the pages sees what is wrong', async ({ page }) => {
  await page.setContent(
    '<html lang="en"><title>x</title><main><input><p style="color:#999">grey</p><pre>wide</pre></main>',
  );
  expect((await findViolations(page, 'colours')).join()).toContain('color-contrast');
  expect((await findViolations(page, 'all-but-colours')).join()).toMatch(/^(?!.*color-contrast).*label/);
  await page.locator('pre').evaluate((element) => element.setAttribute('style', 'width: 5000px'));
  expect(await findOverflow(page)).toContain('<pre');
});

for (const [index, page] of CONSOLE_PAGES.entries()) {
  const [languages, themes] = [languagesOf(index), themesOf(index)];
  test(`${page.name}: accessible in ${languages.join(', ')}, ${themes.join(' and ')}, and 320 px are enough`, async ({
    console,
  }) => {
    expect(page.fresh && console.filled(), 'pages before the first import come first').not.toBe(true);
    await walker.visit(page, languages, async (tab, language) => {
      const isFirst = language === languages[0];
      for (const [nth, theme] of (isFirst ? themes : themes.slice(0, 1)).entries()) {
        await setTheme(tab, theme);
        const found = await findViolations(tab, nth > 0 ? 'colours' : isFirst ? 'all' : 'all-but-colours');
        expect.soft(found, `${language}, ${theme}`).toEqual([]);
      }
      await tab.setViewportSize(NARROW);
      expect.soft(await findOverflow(tab), `${language}, narrow`).toBeNull();
    });
  });
}
