import { expect, test } from '@playwright/test';
import { type OidcServer, startOidcServer } from '../support/oidc-server';
import { type StartedProduct, startProduct } from '../support/product';

/** Signing in with an OpenID Connect service, without script. */
test.describe.configure({ mode: 'serial' });
test.use({ javaScriptEnabled: false });

let oidc: OidcServer;
let product: StartedProduct;

test.beforeAll(async () => {
  oidc = await startOidcServer();
  product = await startProduct({
    DEMO: '0',
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: oidc.clientId,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
    OIDC_NAME: 'Company',
  });
});
test.afterAll(async () => {
  await product?.stop();
  await oidc?.close();
});

test('one button leads to the service and back to the page that was asked for', async ({ page }) => {
  oidc.account = { sub: 'admin-there', email: product.email, email_verified: true };
  await page.goto(`${product.siteUrl}/account`);
  await page.getByRole('button', { name: 'Sign in with Company' }).click();
  await expect(page).toHaveURL(`${product.siteUrl}/account`);
  await expect(page.getByRole('main')).toContainText(product.email);
});

test('an account that belongs to nobody here, and one that cancels, are told so on the sign-in page', async ({
  page,
}) => {
  oidc.account = { sub: 'stranger', email: 'stranger@example.org', email_verified: true };
  await page.goto(`${product.siteUrl}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with Company' }).click();
  await expect(page.getByRole('alert')).toContainText('Nobody here may sign in with this account.');
  oidc.account = null;
  await page.getByRole('button', { name: 'Sign in with Company' }).click();
  await expect(page.getByRole('alert')).toContainText('The sign-in service did not confirm who you are.');
});

test('the form is refused from elsewhere', async ({ request }) => {
  for (const origin of ['https://evil.example', 'null', '']) {
    const answer = await request.post(`${product.siteUrl}/api/auth/signin/oidc`, {
      form: { callbackUrl: '/' },
      headers: origin ? { origin } : {},
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
  }
});
