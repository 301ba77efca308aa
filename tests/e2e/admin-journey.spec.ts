import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { FIXED_WORDS } from '../support/fixed-words';
import { type Product, readProduct } from '../support/product';
import { signIn } from '../support/sign-in';
import { type SlowProxy, startSlowProxy } from '../support/slow-proxy';

/** What an admin does on a first day, against the two real servers; the far side is made slow by a proxy. */
test.describe.configure({ mode: 'serial' });

const DELIVERIES: Record<string, { state: string; sentence: string | RegExp }> = {
  'nord-immobilien/bestand.zip': { state: 'Already synchronised', sentence: '40 created' },
  'nord-immobilien/aenderungen.zip': { state: 'Already synchronised', sentence: /updated/ },
  'nord-immobilien/loeschungen.zip': { state: 'Already synchronised', sentence: '3 removed' },
  'gemeinsam/nord-und-sued.zip': { state: 'Already synchronised', sentence: '7 created' },
  'sued-makler/muenchen-umlaute.zip': { state: 'Already synchronised', sentence: '1 created' },
  'nord-immobilien/mit-warnungen.zip': { state: 'Done with warnings', sentence: /1 property could not be imported/ },
  'nord-immobilien/abgebrochen.zip': { state: 'Synchronisation error', sentence: /incomplete|truncated|end/i },
  'rechnung.xml': { state: 'Synchronisation error', sentence: /OpenImmo/ },
  'sued-makler/einzelobjekt.xml': { state: 'Already synchronised', sentence: '1 created' },
  'nord-immobilien/bestand-unvollstaendig.zip': { state: 'Held for confirmation', sentence: /remove/ },
};
const FIRST = 'nord-immobilien/bestand.zip';

let product: Product;
let proxy: SlowProxy;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  product = await readProduct();
  proxy = await startSlowProxy(product.centralUrl);
  context = await browser.newContext({ baseURL: product.siteUrl });
  page = await context.newPage();
});
test.afterAll(async () => {
  await context.close();
  await proxy.close();
});

const row = (path: string) => page.getByRole('row').filter({ hasText: path });
const cells = (path: string) => row(path).getByRole('cell');
const navigation = () => page.getByRole('navigation', { name: 'Main' });
const syncEntry = () => navigation().getByRole('link', { name: 'Sync', exact: true });
const syncNow = () => page.getByRole('button', { name: 'Sync now' });

async function openDeliveries() {
  await page.goto('/interfaces');
  await page.getByRole('link', { name: 'Synchronise', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Demo', level: 1 })).toBeVisible();
}

test('a bookmarked status page opened cold leads through sign-in back to itself; a wrong password says so', async () => {
  await page.goto('/sync');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fsync$/);
  await signIn(page, { ...product, password: 'not the password' });
  await expect(page.getByRole('alert').filter({ hasText: /password/i })).toBeVisible();
  await signIn(page, product);
  await expect(page).toHaveURL(`${product.siteUrl}/sync`);
  await expect(page.getByRole('heading', { name: 'Synchronisation', level: 1 })).toBeVisible();
});

test('Admin > Synchronisation: a wrong token and a wrong address say so, then the far side and the interval are saved', async () => {
  // The schedule's first run brings the providers; an interface imports only after it.
  await expect(page.getByText('The last run ended without problems')).toBeVisible({ timeout: 60_000 });
  await navigation().getByRole('link', { name: 'Admin', exact: true }).click();
  await page.getByLabel('Token').fill(`es_${'x'.repeat(43)}`);
  await page.getByRole('button', { name: 'Test and save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /token/i })).toBeVisible();
  await page.getByLabel('URL').fill('http://central.example.org');
  await page.getByRole('button', { name: 'Test and save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /https/i }).first()).toBeVisible();

  await page.getByLabel('Token').fill('');
  await page.getByLabel('URL').fill(proxy.url);
  await page.getByRole('button', { name: 'Test and save' }).click();
  await expect(page.getByText(`Connected with ${new URL(proxy.url).host}.`)).toBeVisible();
  await page.getByLabel('Interval').selectOption({ label: 'By hand only' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
});

test('the sync icon opens the deliveries and starts nothing; every delivery has its six columns', async () => {
  await openDeliveries();
  for (const name of FIXED_WORDS.en.columns)
    await expect(page.getByRole('columnheader', { name, exact: true })).toBeVisible();
  for (const path of Object.keys(DELIVERIES)) {
    await expect(cells(path).nth(0)).toHaveText('Not yet synchronised');
    await expect(cells(path).nth(1)).toContainText(path);
    await expect(cells(path).nth(2)).toContainText(/\d\d:\d\d:\d\d/);
    await expect(cells(path).nth(3)).toContainText(/\d (B|kB|MB)/);
    await expect(cells(path).nth(4)).toHaveText('–');
    await expect(cells(path).nth(5)).toHaveText('–');
  }
});

test('one delivery is synchronised by its own icon, and its columns say when and by whom', async () => {
  const [change, size] = await Promise.all([cells(FIRST).nth(2).textContent(), cells(FIRST).nth(3).textContent()]);
  await row(FIRST)
    .getByRole('button', { name: /Synchronise/ })
    .click();
  await expect(cells(FIRST).nth(0)).toHaveText('Already synchronised', { timeout: 60_000 });
  await expect(cells(FIRST).nth(1)).toContainText('40 created');
  await expect(cells(FIRST).nth(2)).toHaveText(String(change));
  await expect(cells(FIRST).nth(3)).toHaveText(String(size));
  await expect(cells(FIRST).nth(4)).toContainText(/Today \d\d:\d\d/);
  await expect(cells(FIRST).nth(5)).toHaveText('admin');
  await expect(cells('rechnung.xml').nth(0)).toHaveText('Not yet synchronised');
});

test('all deliveries are synchronised, and each says what became of it', async () => {
  await page.getByRole('button', { name: 'Synchronise all' }).click();
  for (const [path, { state, sentence }] of Object.entries(DELIVERIES)) {
    await expect(cells(path).nth(0)).toHaveText(state, { timeout: 90_000 });
    await expect(cells(path).nth(1)).toContainText(sentence);
    await expect(cells(path).nth(5)).toHaveText('admin');
  }
});

test('the history shows each import, and its details each record with what changed', async () => {
  await page.getByRole('link', { name: 'History' }).last().click();
  await expect(page.getByRole('row')).toHaveCount(Object.keys(DELIVERIES).length + 1);
  await row('nord-immobilien/aenderungen.zip').getByRole('link').first().click();
  await expect(page.getByRole('row').filter({ hasText: 'Updated' }).first()).toBeVisible();
  await page
    .getByText(/field(s)? changed/)
    .first()
    .click();
  await expect(page.getByRole('columnheader', { name: 'Before' }).or(page.getByText('Before')).first()).toBeVisible();
});

test('records wait to be sent: the same number on the page and on the badge', async () => {
  await syncEntry().click();
  const sentence = await page
    .getByText(/records? waiting to be sent/)
    .first()
    .textContent();
  const count = /[\d,]+/.exec(String(sentence))?.[0] ?? '0';
  expect(Number(count.replace(',', ''))).toBeGreaterThan(100);
  await expect(syncEntry()).toContainText(count);
  await expect(syncEntry()).toHaveAccessibleDescription(`${count} records waiting to be sent`);
});

test('"Sync now" becomes a spinner, the step that is under way becomes active, progress moves without a reload, and nothing waits any more', async () => {
  // A small run is one request, which is kept back.
  const release = proxy.hold(/\/exchange$/, 0);
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));
  await syncNow().click();
  await expect(page.getByRole('button', { name: 'Synchronising…' })).toBeVisible();
  await expect(syncNow()).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: 'Push' })).toHaveAttribute('aria-current', 'step', {
    timeout: 30_000,
  });
  await expect(syncEntry()).toHaveAccessibleDescription(/^Synchronising…/);

  const second = await context.newPage();
  await second.goto('/sync');
  await expect(second.getByRole('button', { name: 'Synchronising…' })).toBeVisible();
  await second.getByRole('button', { name: 'Synchronising…' }).click();
  await expect(second.getByText('A run was already going; this is it.')).toBeVisible();
  await second.close();
  release();

  await expect(syncNow()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('0 records waiting to be sent').first()).toBeAttached();
  await expect(page.getByText(/(seconds|moments?) ago|just now/).first()).toBeVisible();
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
});

test('the central server has the properties; one browser is signed in on both servers at the same time', async () => {
  const central = await context.newPage();
  await central.goto(`${product.centralUrl}/properties`);
  await signIn(central, product);
  await expect(central).toHaveURL(`${product.centralUrl}/properties`);
  await expect(central.getByText('Gemütliche Altbauwohnung für Genießer in München-Haidhausen')).toBeVisible();
  await central.goto(`${product.centralUrl}/admin/sites`);
  await expect(central.getByRole('row').filter({ hasText: /Hamburg|Site 1/ })).toBeVisible();
  await central.close();
  await page.reload();
  await expect(page).toHaveURL(`${product.siteUrl}/sync`);
});

test('with the central server away, the error is typed and has its details behind the i', async () => {
  await proxy.close();
  await syncNow().click();
  const alert = page.getByRole('alert').filter({ hasText: /central server/i });
  await expect(alert).toBeVisible({ timeout: 60_000 });
  await alert.getByRole('button', { name: 'Details' }).hover();
  await expect(page.getByText('connection-failed').first()).toBeVisible();
  await expect(page.getByText(/ECONNREFUSED/).first()).toBeVisible();
  await expect(syncEntry()).toContainText('Failed');
});

for (const [language, words] of Object.entries(FIXED_WORDS)) {
  test(`the fixed words in ${language}`, async ({ browser }) => {
    const own = await browser.newContext({
      baseURL: product.siteUrl,
      locale: words.locale,
      storageState: await context.storageState(),
    });
    const speaking = await own.newPage();
    await speaking.goto('/sync');
    await expect(speaking.getByRole('heading', { name: words.heading, level: 1 })).toBeVisible();
    await expect(speaking.getByRole('link', { name: words.sync, exact: true })).toBeVisible();
    await expect(speaking.getByRole('button', { name: words.syncNow })).toBeVisible();
    await expect(speaking.getByText(words.lastTime, { exact: true }).first()).toBeVisible();
    await expect(speaking.getByText(new RegExp(words.waiting.replace('3', '[\\d.,]+'))).first()).toBeAttached();
    for (const step of words.steps)
      await expect(speaking.getByRole('listitem').filter({ hasText: step })).toBeVisible();
    const [admin, settings] = words.settings;
    await speaking.getByRole('navigation').getByRole('link', { name: admin, exact: true }).click();
    await expect(speaking.getByRole('heading', { name: settings, level: 1 })).toBeVisible();
    await expect(speaking.getByRole('main').getByRole('link', { name: settings, exact: true })).toBeVisible();
    await speaking.goto('/interfaces');
    await expect(speaking.getByRole('heading', { name: words.interfaces, level: 1 })).toBeVisible();
    const icon = (name: string) => speaking.getByRole('main').getByRole('link', { name, exact: true });
    for (const name of words.icons) await expect(icon(name)).toBeVisible();
    await icon(words.icons[0]).click();
    for (const name of words.columns)
      await expect(speaking.getByRole('columnheader', { name, exact: true })).toBeVisible();
    // Those that the demo's deliveries have by now.
    for (const state of ['done', 'error', 'warnings', 'held'] as const)
      await expect(speaking.getByText(words.states[state], { exact: true }).first()).toBeVisible();
    await own.close();
  });
}

test('files of deleted properties are listed by the cleanup, go to the trash, and come back', async () => {
  await page.goto('/interfaces');
  await page.getByRole('link', { name: 'Clean up files', exact: true }).click();
  const confirm = page.getByRole('button', { name: /Move \d+ files to the trash/ });
  const count = Number(/\d+/.exec(String(await confirm.textContent()))?.[0]);
  expect(count).toBe(6);
  await confirm.click();
  await expect(page.getByText(`${count} files were moved to the trash.`)).toBeVisible();
  await expect(page.getByText('Nothing to clean up')).toBeVisible();
  for (const box of await page.getByRole('checkbox', { name: /^Select / }).all()) await box.check();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText(`${count} files were restored.`)).toBeVisible();
  await expect(confirm).toBeVisible();
});

test('an unknown interface is a page that says so', async () => {
  const response = await page.goto('/interfaces/00000000-0000-7000-8000-000000000000/deliveries');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
});
