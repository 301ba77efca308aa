import { expect, type Page } from '@playwright/test';
import { test } from '../support/console/fixture';
import { signIn } from '../support/sign-in';

/** The console in a browser that runs no script. */
test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser, console }) => {
  await console.fill();
  page = await browser.newPage({ baseURL: console.product.siteUrl, locale: 'en-GB', javaScriptEnabled: false });
});
test.afterAll(() => page.close());

const row = (path: string) => page.getByRole('row').filter({ hasText: path });

/** Loads the page again until it says so. */
async function reloadUntil(look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await look();
  }).toPass({ timeout: 60_000 });
}

test('signing in: a wrong password says so, the right one leads on', async ({ console }) => {
  await page.goto('/sync');
  await signIn(page, { ...console.product, password: 'not the password' });
  await expect(page.getByRole('alert').filter({ hasText: /password/i })).toBeVisible();
  await signIn(page, console.product);
  await expect(page).toHaveURL(`${console.product.siteUrl}/sync`);
});

test('starting a run and watching it by loading the page again', async ({ console }) => {
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByRole('button', { name: 'Waiting to begin' })).toBeVisible();
  await expect(page.getByRole('main').getByText('Waiting to begin').nth(1)).toBeVisible();
  const running = console.runWhatIsDue();
  await reloadUntil(() =>
    expect(page.getByText('The last run ended without problems')).toBeVisible({ timeout: 1_000 }),
  );
  await running;
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Push' })).toHaveAttribute('data-state', /done|skipped/);
});

test('synchronising one delivery', async ({ console }) => {
  const { interfaceId } = await console.fill();
  await page.goto(`/interfaces/${interfaceId}/deliveries`);
  await row('rechnung.xml').getByRole('button', { name: 'Synchronise rechnung.xml' }).click();
  const running = console.runWhatIsDue();
  await reloadUntil(() => expect(row('rechnung.xml')).toContainText('Synchronisation error', { timeout: 1_000 }));
  await running;
  await expect(row('rechnung.xml')).toContainText('admin');
});

test('confirming a cleanup, and taking it back', async ({ console }) => {
  const { interfaceId } = await console.fill();
  await page.goto(`/interfaces/${interfaceId}/cleanup`);
  const confirm = page.getByRole('button', { name: /Move \d+ files? to the trash/ });
  const count = /\d+/.exec(String(await confirm.textContent()))?.[0];
  await confirm.click();
  await expect(page.getByText(new RegExp(`${count} files? (was|were) moved to the trash`))).toBeVisible();
  for (const box of await page.getByRole('checkbox', { name: /^Select / }).all()) await box.check();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText(/files? (was|were) restored/)).toBeVisible();
});

test('a page that is not there, and one that is not allowed, are not blank', async ({ browser, console }) => {
  await page.goto('/interfaces/00000000-0000-7000-8000-000000000000/deliveries');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  const viewer = await browser.newPage({ baseURL: console.product.siteUrl, locale: 'en-GB', javaScriptEnabled: false });
  await viewer.goto('/admin/users');
  await signIn(viewer, { ...console.product, email: 'viewer@example.org' });
  await expect(viewer.getByRole('heading', { name: 'Not allowed' })).toBeVisible();
  await viewer.close();
});
