import { randomBytes } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import postgres from 'postgres';
import { type StartedProduct, startProduct } from '../support/product';
import { signIn } from '../support/sign-in';

/** Two installations as they are run for real: each started alone on a database server, connected by their admins. */
test.describe.configure({ mode: 'serial' });

let site: StartedProduct;
let central: StartedProduct;
let names: string[];

test.beforeAll(async () => {
  const server = new URL(process.env.TEST_DATABASE_URL ?? '');
  const suffix = randomBytes(4).toString('hex');
  names = [`e2e_site_${suffix}`, `e2e_central_${suffix}`];
  const admin = postgres(server.toString(), { max: 1 });
  for (const name of names) await admin.unsafe(`create database ${name}`);
  await admin.end();
  const alone = (name: string, role: string) => ({
    DATABASE_URL: Object.assign(new URL(server), { pathname: `/${name}` }).toString(),
    SYNC_ROLE: role,
    DEMO: '0',
  });
  site = await startProduct(alone(names[0] ?? '', 'site'));
  central = await startProduct(alone(names[1] ?? '', 'central'));
});

test.afterAll(async () => {
  await Promise.all([site?.stop(), central?.stop()]);
  const admin = postgres(process.env.TEST_DATABASE_URL ?? '', { max: 1 });
  for (const name of names) await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
});

/** On the central server: a new site, and its token as it is shown this once. */
async function registerSite(page: Page): Promise<string> {
  await page.goto(`${central.siteUrl}/admin/sites/new`);
  await signIn(page, central);
  await page.getByLabel('Name').fill('Lübeck');
  await page.getByRole('button', { name: 'Create site and token' }).click();
  const token = page.getByLabel('Token');
  await expect(token).toHaveValue(/^es_[\w-]{43}$/);
  return token.inputValue();
}

test('a site alone says that it is not connected; with address and token of a central server it synchronises', async ({
  page,
}) => {
  const token = await registerSite(page);
  await page.goto(`${site.siteUrl}/sync`);
  await signIn(page, site);
  await expect(page.getByRole('main').getByText('Not connected').first()).toBeVisible();
  await page.goto(`${site.siteUrl}/admin/synchronisation`);
  await page.getByLabel('URL').fill(central.siteUrl);
  await page.getByLabel('Site name').fill('Lübeck office');
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Test and save' }).click();
  await expect(page.getByText(`Connected with ${new URL(central.siteUrl).host}.`)).toBeVisible({ timeout: 60_000 });
  await page.goto(`${site.siteUrl}/sync`);
  await expect(page.getByText('The last run ended without problems')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Lübeck office').first()).toBeVisible();
});

test('when the central server is stopped, the site says so, whose move it is, and why behind the i', async ({
  page,
}) => {
  await central.stop();
  await page.goto(`${site.siteUrl}/sync`);
  await signIn(page, site);
  await page.getByRole('button', { name: 'Sync now' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The central server cannot be reached' });
  await expect(alert).toBeVisible({ timeout: 60_000 });
  await alert.getByRole('button', { name: 'Details' }).hover();
  await expect(page.getByText(/ECONNREFUSED/).first()).toBeVisible();
});
