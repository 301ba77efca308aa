import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Product, readProduct } from '../support/product';
import { signIn } from '../support/sign-in';

/** The users' story, at the site: invited, accepted, changed, locked out, let in again, disabled. */
test.describe.configure({ mode: 'serial' });

const PASSWORD = 'a long password of Bo';
const email = `bo-${Date.now()}@example.org`;
let product: Product;
let admin: Page;
/** Bo's browser, without script. */
let bo: Page;
let invitation: string;

test.beforeAll(async ({ browser }) => {
  product = await readProduct();
  const open = async (options: Parameters<typeof browser.newContext>[0] = {}): Promise<BrowserContext> =>
    browser.newContext({ baseURL: product.siteUrl, locale: 'en-GB', ...options });
  admin = await (await open()).newPage();
  bo = await (await open({ javaScriptEnabled: false })).newPage();
});
test.afterAll(async () => {
  await admin.context().close();
  await bo.context().close();
});

const waysIn = (page: Page) => page.getByRole('heading', { name: 'Sign in', level: 1 });

test('an admin invites somebody and is shown the link this once', async () => {
  await admin.goto('/admin/users');
  await signIn(admin, product);
  await admin.getByRole('link', { name: 'Invite a user' }).click();
  await expect(admin.getByRole('heading', { name: 'Invite a user' })).toBeVisible();
  await admin.getByLabel('E-mail address').fill(email);
  await admin.getByLabel('Name').fill('Bo Berg');
  await admin.getByRole('button', { name: 'Invite and make the link' }).click();
  await expect(admin.getByText('Bo Berg is invited.')).toBeVisible();
  invitation = await admin.getByLabel('Link').inputValue();
  expect(invitation).toMatch(new RegExp(`^${product.siteUrl}/invitation/[\\w-]{43}$`));
  await admin.goto(`/admin/users?state=invited&q=${email}`);
  await expect(admin.getByRole('row', { name: /Bo Berg/ })).toContainText('Invited');
});

test('without script the link leads to a page without its token, a password is set, and the same link says that it was used', async () => {
  const token = invitation.split('/').at(-1) ?? '';
  await bo.goto(invitation);
  await expect(bo).toHaveURL(`${product.siteUrl}/invitation`);
  expect(await bo.content()).not.toContain(token);
  await expect(bo.getByRole('heading', { name: 'Welcome, Bo Berg' })).toBeVisible();
  await bo.getByLabel('New password').fill('too short');
  await bo.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(bo.getByRole('heading', { name: 'Welcome, Bo Berg' })).toBeVisible();
  await bo.getByLabel('New password').fill(PASSWORD);
  await bo.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(bo.getByRole('navigation', { name: 'Main' }).first()).toContainText('Bo Berg');
  await bo.goto(invitation);
  await expect(bo.getByRole('alert')).toContainText('This link has been used already.');
  await bo.goto(`${product.siteUrl}/invitation/${'x'.repeat(43)}`);
  await expect(bo.getByRole('alert')).toContainText('This link is not valid');
});

test('what is not there and what is not allowed is said without script, with its status', async () => {
  for (const [path, status, heading] of [
    ['/admin/users', 403, 'Not allowed'],
    ['/history/01900000-0000-7000-8000-000000000000', 404, 'Page not found'],
    ['/nowhere', 404, 'Page not found'],
  ] as const) {
    const answer = await bo.goto(path);
    expect(answer?.status()).toBe(status);
    await expect(bo.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  }
});

test('name, time zone and password are changed without script; a new password ends the other sessions', async ({
  browser,
}) => {
  await bo.goto('/account');
  await bo.getByRole('textbox', { name: 'Name', exact: true }).fill('Bo B.');
  await bo.getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await expect(bo.getByRole('status')).toContainText('Saved.');
  await bo.getByRole('combobox', { name: 'Time zone' }).selectOption('America/Lima');
  await bo.getByRole('combobox', { name: 'Time zone' }).locator('..').getByRole('button').click();
  await expect(bo.getByRole('combobox', { name: 'Time zone' })).toHaveValue('America/Lima');

  const elsewhere = await browser.newPage({ baseURL: product.siteUrl, locale: 'en-GB' });
  await elsewhere.goto('/account');
  await signIn(elsewhere, { email, password: PASSWORD });
  await expect(elsewhere.getByRole('heading', { name: 'Account' })).toBeVisible();
  await bo.getByLabel('Current password').fill('not the password');
  await bo.getByLabel('New password').fill(`${PASSWORD} 2`);
  await bo.getByRole('button', { name: 'Change password' }).click();
  await expect(bo.getByRole('alert')).toContainText('The current password is wrong.');
  await bo.getByLabel('Current password').fill(PASSWORD);
  await bo.getByLabel('New password').fill(`${PASSWORD} 2`);
  await bo.getByRole('button', { name: 'Change password' }).click();
  await expect(bo.getByRole('status')).toContainText('Saved.');

  await elsewhere.goto('/history?only=1');
  await expect(waysIn(elsewhere)).toBeVisible();
  await expect(elsewhere.getByRole('status')).toContainText('Your session has ended.');
  await signIn(elsewhere, { email, password: `${PASSWORD} 2` });
  await expect(elsewhere).toHaveURL(/\/history\?only=1$/);
  await elsewhere.close();
});

test('who signs out is not told that the session has ended', async () => {
  await bo.goto('/account');
  await bo.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(bo.getByRole('status')).toHaveText('You are signed out.');
  await signIn(bo, { email, password: `${PASSWORD} 2` });
});

test('a role given by an admin holds with the next click, and the last admin keeps the own one', async () => {
  await admin.goto(`/admin/users?q=${email}`);
  await admin.getByRole('link', { name: 'Bo B.' }).click();
  await admin.getByRole('combobox', { name: 'Role' }).selectOption('operator');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('status')).toContainText('Saved.');
  await bo.goto('/account');
  await expect(bo.getByText('Operator: runs and cleans up')).toBeVisible();
  await admin.goto(`/admin/users?q=${product.email}`);
  await admin.getByRole('table').getByRole('link').first().click();
  await admin.getByRole('link', { name: 'Disable…' }).click();
  await expect(admin.getByText('This is the only administrator who can sign in')).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Disable the user' })).toHaveCount(0);
});

test('a forgotten password is set anew by a link; disabling asks first, shuts out at once, and enabling lets in', async () => {
  await admin.goto(`/admin/users?q=${email}`);
  await admin.getByRole('link', { name: 'Bo B.' }).click();
  await admin.getByText('Make the link', { exact: true }).first().click();
  await admin.getByRole('button', { name: 'Make the link' }).click();
  const link = await admin.getByLabel('Link', { exact: true }).inputValue();
  await bo.goto(link);
  await expect(bo.getByRole('heading', { name: 'Set a new password' })).toBeVisible();
  await bo.getByLabel('New password').fill(`${PASSWORD} 3`);
  await bo.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(bo.getByRole('navigation', { name: 'Main' }).first()).toContainText('Bo B.');

  await admin.getByRole('link', { name: 'Disable…' }).click();
  await expect(admin.getByText('Every session ends at once')).toBeVisible();
  await admin.getByRole('button', { name: 'Disable the user' }).click();
  await expect(admin.getByRole('main')).toContainText('Disabled');
  await bo.reload();
  await expect(waysIn(bo)).toBeVisible();
  await signIn(bo, { email, password: `${PASSWORD} 3` });
  await expect(bo.getByRole('alert')).toContainText('E-mail address or password is wrong.');
  await admin.getByRole('button', { name: 'Enable' }).click();
  await expect(admin.getByRole('main')).toContainText('Active');
  await signIn(bo, { email, password: `${PASSWORD} 3` });
  await expect(bo.getByRole('navigation', { name: 'Main' }).first()).toContainText('Bo B.');
});
