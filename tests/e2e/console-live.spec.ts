import { expect, type Page } from '@playwright/test';
import { test } from '../support/console/fixture';
import { beginRun, endRun, inState, SYNC_STEPS, setProgress } from '../support/console/states';
import { signIn } from '../support/sign-in';

/** What the status page says while time passes. Time is the test's: no test waits for it. */
test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser, console }) => {
  await console.fill();
  page = await browser.newPage({ baseURL: console.product.siteUrl, locale: 'en-GB' });
  await page.goto('/account');
  await signIn(page, { ...console.product, email: 'operator@example.org' });
  await page.waitForURL('**/account');
});
test.afterAll(() => page.close());

const STEP_MS = 200;

/** Lets time pass in the page, in steps between which it is drawn. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += STEP_MS) await page.clock.runFor(STEP_MS);
}

/** Lets minutes pass until it is as expected: what passes before the page's script has begun wakes no timer of it. */
async function passMinutesUntil(asExpected: (options: { timeout: number }) => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(61_000);
    await asExpected({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

test('a progressbar and a polite status beside it, which says at most one thing per five seconds', async ({
  console,
}) => {
  await beginRun(console.site, 'central', SYNC_STEPS, 3);
  await page.clock.install();
  await page.goto('/sync');
  const bar = page.getByRole('main').getByRole('progressbar').first();
  await expect(bar).toHaveAttribute('aria-valuemin', '0');
  await expect(bar).toHaveAttribute('aria-valuemax', '100');
  await expect(bar).toHaveAccessibleName('Progress of the run');
  // A status is polite by itself; a progressbar, which changes all the time, is no live region.
  const status = page.getByRole('status').filter({ hasText: 'Synchronising' });
  await expect(status).not.toHaveAttribute('aria-live', 'assertive');
  await expect(bar).not.toHaveAttribute('aria-live');
  await status.evaluate((region) => {
    const said: { at: number; text: string }[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push({ at: Date.now(), text: region.textContent ?? '' })).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const seen: number[] = [];
  for (let done = 60; done <= 120; done += 5) {
    await setProgress(console.site, done);
    const answered = page.waitForResponse(/\/api\/status\/sync|\/sync\?_rsc/);
    await pass(2_500);
    await answered;
    await expect(page.getByText(new RegExp(`${done}\\s*/\\s*128`)).first()).toBeVisible();
    seen.push(Number(await bar.getAttribute('aria-valuenow')));
  }
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBeLessThan(100);
  await endRun(console.site);
  await pass(2_500);
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible();
  await pass(6_000);
  const said = await page.evaluate(() => (window as unknown as { said: { at: number; text: string }[] }).said);
  expect(said.length).toBeGreaterThan(2);
  expect(said.at(-1)?.text).toContain('The run has ended');
  const texts = said.filter((entry, index) => entry.text !== said[index - 1]?.text);
  const pauses = texts.slice(1).map((entry, index) => entry.at - (texts[index]?.at ?? 0));
  // What is said at one moment is drawn within the step of the clock that follows.
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5_000 - 2 * STEP_MS);
  await console.site`delete from runs where lease_owner = 'test'`;
});

test('a server that does not answer is said, with the last data and their time; it recovers by itself', async () => {
  await page.goto('/sync');
  await page.route(/\/api\/status\//, (route) => route.abort());
  const noAnswer = page.getByText(/No answer from this server. What you see is as of \d\d:\d\d:\d\d/);
  await passMinutesUntil((options) => expect(noAnswer).toBeVisible(options));
  await page.unroute(/\/api\/status\//);
  await passMinutesUntil((options) => expect(page.getByText(/No answer from this server/)).toBeHidden(options));
});

test('whoever was signed out is told so, and comes back to this page', async ({ console }) => {
  await page.goto('/sync');
  await console.site`update users set session_epoch = session_epoch + 1 where email = 'operator@example.org'`;
  const signedOut = page.getByRole('main').getByText('You are signed out.');
  await passMinutesUntil((options) => expect(signedOut).toBeVisible(options));
  await page.getByRole('main').getByRole('link', { name: 'Sign in again' }).click();
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fsync/);
  await signIn(page, { ...console.product, email: 'operator@example.org' });
  await expect(page).toHaveURL(/\/sync$/);
});

test('while a run waits to begin, its button says the same as the page', async ({ console }) => {
  await inState(console, 'queued', async () => {
    await page.goto('/sync');
    await expect(page.getByRole('button', { name: 'Waiting to begin' })).toBeVisible();
    const bar = page.getByRole('main').getByRole('progressbar').first();
    await expect(bar).not.toHaveAttribute('aria-valuenow');
  });
});

test('with prefers-reduced-motion nothing moves, and words say that a run is going', async ({ browser, console }) => {
  const looks = async (reducedMotion: 'reduce' | 'no-preference') => {
    const other = await browser.newPage({
      baseURL: console.product.siteUrl,
      locale: 'en-GB',
      reducedMotion,
      storageState: await page.context().storageState(),
    });
    await other.goto('/sync');
    await expect(other.getByRole('button', { name: 'Synchronising…' })).toBeVisible();
    const moving = await other.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length);
    await other.close();
    return moving;
  };
  await inState(console, 'running', async () => {
    expect(await looks('no-preference')).toBeGreaterThan(0);
    expect(await looks('reduce')).toBe(0);
  });
});
