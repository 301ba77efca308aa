import { expect, type Page, test } from '@playwright/test';
import { readProduct } from '../support/product';
import { signIn } from '../support/sign-in';

test.describe.configure({ mode: 'serial' });

let page: Page;
let deliveries: string;

test.beforeAll(async ({ browser }) => {
  const { siteUrl, ...login } = await readProduct();
  page = await browser.newPage({ locale: 'en-GB', baseURL: siteUrl });
  await page.goto('/interfaces');
  await signIn(page, login);
  await page.getByRole('link', { name: 'Synchronise', exact: true }).first().click();
  await page.waitForURL('**/deliveries');
  deliveries = new URL(page.url()).pathname;
});
test.afterAll(() => page.close());

const row = (path: string) => page.getByRole('row').filter({ hasText: path });

test('nothing chosen starts nothing, also without script', async ({ browser }) => {
  const { siteUrl } = await readProduct();
  const storageState = await page.context().storageState();
  const plain = await browser.newPage({ locale: 'en-GB', baseURL: siteUrl, javaScriptEnabled: false, storageState });
  await plain.goto(deliveries);
  await plain.getByRole('button', { name: 'Synchronise chosen' }).click();
  await expect(plain.getByText('Nothing was chosen')).toBeVisible();
  await plain.close();
});

test('several are chosen and synchronised at once, the others are left alone', async () => {
  await page.goto(deliveries);
  for (const path of ['rechnung.xml', 'nord-immobilien/abgebrochen.zip']) {
    await page.getByRole('checkbox', { name: `Choose ${path}` }).check();
  }
  await page.getByRole('button', { name: 'Synchronise chosen' }).click();
  for (const path of ['rechnung.xml', 'nord-immobilien/abgebrochen.zip']) {
    await expect(row(path)).toContainText('Synchronisation error', { timeout: 60_000 });
  }
});

test('a preview changes nothing and leads to its plan', async () => {
  await page.goto(deliveries);
  const path = 'sued-makler/einzelobjekt.xml';
  const before = await row(path).getByRole('cell').first().textContent();
  await page.getByRole('button', { name: `Preview ${path}` }).click();
  await row(path).getByRole('link', { name: 'Look at the preview' }).click({ timeout: 60_000 });
  await expect(page).toHaveURL(/\/plans\/[0-9a-f-]{36}$/);
  await page.goto(deliveries);
  expect(await row(path).getByRole('cell').first().textContent()).toBe(before);
});

test('search and status stand in the address, and what is unknown there is ignored with a notice', async () => {
  await page.goto(deliveries);
  await page.getByPlaceholder('Search path').fill('rechnung');
  await page.getByLabel('Status').selectOption({ value: 'error' });
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/q=rechnung/);
  await expect(page).toHaveURL(/state=error/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.goto(`${deliveries}?state=purple`);
  await expect(page.getByText('A filter in the address is unknown and was ignored.')).toBeVisible();
});

test('the original comes back byte for byte, as a download', async () => {
  await page.goto(`${deliveries}?q=rechnung`);
  const href = await page.locator('a[href$="/original"]').first().getAttribute('href');
  const response = await page.request.get(String(href));
  expect(response.status()).toBe(200);
  expect(response.headers()['content-disposition']).toContain('attachment; filename="rechnung.xml"');
  expect(response.headers()['x-content-type-options']).toBe('nosniff');
  expect(await response.text()).toContain('<rechnung');
});

test('the history’s file has the filters of its page', async () => {
  const history = deliveries.replace(/deliveries$/, 'history');
  const response = await page.request.get(`${history}.csv?result=error&q=rechnung`);
  expect(response.headers()['content-type']).toBe('text/csv; charset=utf-8');
  const lines = (await response.text()).trimEnd().split('\r\n');
  expect(lines[0]).toContain('File path');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.slice(1).every((line) => line.includes('rechnung.xml'))).toBe(true);
});

test('an import has a text for its sender, in the language chosen', async () => {
  await page.goto(`${deliveries.replace(/deliveries$/, 'history')}?q=abgebrochen&result=error`);
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  await page.getByText('Text for the sender').click();
  const text = page.getByLabel('Text', { exact: true });
  await expect(text).toHaveValue(/Ihre Lieferung „abgebrochen.zip“/);
  await page.getByLabel('Language of the text').selectOption('es');
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(text).toHaveValue(/su entrega «abgebrochen.zip»/);
});
