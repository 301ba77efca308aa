import { expect, type Locator, type Page } from '@playwright/test';
import { test } from '../support/console/fixture';
import { goThrough, pressOn, tabTo, typeInto } from '../support/console/keyboard';
import { CONSOLE_PAGES } from '../support/console/pages';
import { Walker } from '../support/console/walk';
import { LONG, SEED } from '../support/long';
import { signIn } from '../support/sign-in';

/** The journeys without a mouse, and every page with Tab. */
let page: Page;
let walker: Walker;

test.beforeAll(async ({ browser, console }) => {
  await console.fill();
  walker = new Walker(browser, console);
  page = await browser.newPage({ baseURL: console.product.siteUrl, locale: 'en-GB', reducedMotion: 'reduce' });
  await page.goto('/sync');
  await signIn(page, console.product);
  await page.waitForURL('**/sync');
});
test.afterAll(() => Promise.all([page.close(), walker.close()]));

const main = (): Locator => page.getByRole('main');
const navigation = (): Locator => page.getByRole('navigation', { name: 'Main' });
const row = (path: string): Locator => page.getByRole('row').filter({ hasText: path });

test('signing in, and straight to the page that was asked for', async ({ browser, console }) => {
  const fresh = await browser.newPage({ baseURL: console.product.siteUrl, locale: 'en-GB' });
  await fresh.goto('/sync');
  await typeInto(fresh, fresh.getByLabel('E-mail address'), console.product.email);
  await typeInto(fresh, fresh.getByLabel('Password'), console.product.password);
  await fresh.keyboard.press('Enter');
  await expect(fresh.getByRole('heading', { name: 'Synchronisation', level: 1 })).toBeVisible();
  await fresh.close();
});

test('the first stop skips the navigation', async () => {
  await page.goto('/sync');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(main()).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('starting a run and cancelling it', async ({ console }) => {
  await page.goto('/sync');
  await pressOn(page, page.getByRole('button', { name: 'Sync now' }));
  await pressOn(page, page.getByRole('button', { name: 'Cancel', exact: true }));
  await expect(page.getByText(/Cancelling…|Last run cancelled/).first()).toBeVisible();
  await console.runWhatIsDue();
  await expect(page.getByText('Last run cancelled').first()).toBeVisible();
});

test('the details behind the i of an error open with the focus and close with Escape', async ({ console }) => {
  await console.site`update runs set state = 'failed', error = ${console.site.json({
    code: 'connection-failed',
    details: { kind: 'refused', host: 'central.example.org' },
    cause: 'Error: connect ECONNREFUSED 192.0.2.1:443',
    step: 'push',
    at: '2026-01-02T03:04:05.678Z',
  })} where id = (select id from runs where target = 'central' order by queued_at desc limit 1)`;
  await page.goto('/sync');
  const alert = page.getByRole('alert').filter({ hasText: 'The central server cannot be reached' });
  await tabTo(page, alert.getByRole('button', { name: 'Details' }));
  await expect(page.getByText(/ECONNREFUSED/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/ECONNREFUSED/).first()).toBeHidden();
});

test('from the navigation to a delivery, and synchronising it', async ({ console }) => {
  await page.goto('/sync');
  await pressOn(page, navigation().getByRole('link', { name: 'Interfaces' }));
  await pressOn(page, main().getByRole('link', { name: 'Demo', exact: true }));
  await pressOn(page, row('rechnung.xml').getByRole('button', { name: 'Synchronise rechnung.xml' }));
  await expect(page.getByText('Waiting to begin').first()).toBeVisible();
  await console.runWhatIsDue();
  await expect(row('rechnung.xml')).toContainText('Synchronisation error');
});

test('choosing several deliveries, and a preview from the menu of a row', async ({ console }) => {
  await page.goto(`/interfaces/${(await console.fill()).interfaceId}/deliveries`);
  await pressOn(page, page.getByRole('checkbox', { name: 'Choose rechnung.xml' }), 'Space');
  await pressOn(page, page.getByRole('button', { name: 'Synchronise chosen' }));
  await expect(page.getByText('Waiting to begin').first()).toBeVisible();
  await console.runWhatIsDue();
  await page.reload();
  await pressOn(page, page.getByRole('button', { name: 'Preview sued-makler/einzelobjekt.xml' }));
  await expect(page.getByText('Waiting to begin').first()).toBeVisible();
  await console.runWhatIsDue();
  await page.reload();
  await pressOn(page, row('einzelobjekt.xml').getByRole('link', { name: 'Look at the preview' }));
  await expect(page).toHaveURL(/\/plans\//);
});

test('looking at a held plan and discarding it', async ({ console }) => {
  const { interfaceId, heldImportId } = await console.fill();
  await page.goto(`/interfaces/${interfaceId}/history`);
  await pressOn(page, row('bestand-unvollstaendig.zip').getByRole('link').first());
  await pressOn(page, main().getByRole('link', { name: 'Look at the plan' }).first());
  await expect(page).toHaveURL(new RegExp(`/plans/${heldImportId}$`));
  await pressOn(page, page.getByRole('button', { name: 'Discard' }).first());
  await expect(main().getByText('Discarded').first()).toBeVisible();
});

test('cleaning up files and bringing them back', async () => {
  await page.goto('/interfaces');
  await pressOn(page, main().getByRole('link', { name: 'Clean up files', exact: true }).first());
  await pressOn(page, page.getByRole('button', { name: /Move \d+ files? to the trash/ }));
  await expect(page.getByText(/files? (was|were) moved to the trash/)).toBeVisible();
  await pressOn(page, page.getByRole('checkbox', { name: /^Select / }).first(), 'Space');
  await pressOn(page, page.getByRole('button', { name: 'Restore' }));
  await expect(page.getByText('1 file was restored.')).toBeVisible();
});

test('searching properties, opening one, and to the trash and back', async () => {
  await page.goto('/properties');
  await typeInto(page, page.getByRole('searchbox').first(), 'München');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=M%C3%BCnchen|q=München/);
  await pressOn(
    page,
    main()
      .getByRole('link', { name: /München|Altbauwohnung/ })
      .first(),
  );
  await pressOn(page, main().getByRole('link', { name: 'Move to the trash' }));
  await pressOn(page, page.getByRole('button', { name: 'Move to the trash' }));
  await expect(page.getByText('This property is in the trash.')).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Restore' }));
  await expect(page.getByText('This property is in the trash.')).toBeHidden();
});

test('a setting of Admin > Synchronisation, and the theme of the account', async () => {
  await page.goto('/admin/synchronisation');
  await tabTo(page, page.getByLabel('Interval'));
  await page.keyboard.type('By hand');
  await pressOn(page, page.getByRole('button', { name: 'Save', exact: true }));
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.goto('/account');
  await pressOn(page, page.getByRole('button', { name: 'Dark' }));
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('inviting somebody, and shutting somebody out', async ({ console }) => {
  const { userId } = await console.fill();
  await page.goto('/admin/users');
  await pressOn(page, main().getByRole('link', { name: 'Invite a user' }));
  await expect(page.getByRole('heading', { name: 'Invite a user', level: 1 })).toBeVisible();
  await typeInto(page, page.getByLabel('E-mail address', { exact: true }), 'kim@example.org');
  await pressOn(page, page.getByRole('button', { name: 'Invite and make the link' }));
  await expect(page.getByText('kim is invited.')).toBeVisible();
  await page.goto(`/admin/users/${userId}`);
  await pressOn(page, main().getByRole('link', { name: 'Disable…' }));
  await pressOn(page, page.getByRole('button', { name: 'Disable the user' }));
  await pressOn(page, page.getByRole('button', { name: 'Enable' }));
  await expect(main().getByRole('link', { name: 'Disable…' })).toBeVisible();
});

test('a new interface, and revoking a token', async ({ console }) => {
  const { tokenId } = await console.fill();
  await page.goto('/interfaces');
  await pressOn(page, main().getByRole('link', { name: 'New interface' }));
  await expect(page.getByRole('heading', { name: 'New interface', level: 1 })).toBeVisible();
  await typeInto(page, page.getByLabel('Name', { exact: true }), 'By keyboard');
  await tabTo(page, page.getByLabel('Kind', { exact: true }));
  await page.keyboard.type('Upload');
  await pressOn(page, page.getByRole('button', { name: 'Create interface' }));
  await expect(main().getByText('Created.')).toBeVisible();
  await page.goto(`/admin/tokens/${tokenId}/revoke`);
  await pressOn(page, page.getByRole('button', { name: /^Revoke/ }));
  await expect(page.getByText('Revoked').first()).toBeVisible();
});

test('from a page to its help and on to a word', async () => {
  await page.goto('/interfaces');
  await pressOn(page, main().getByRole('link', { name: 'Help on this page' }));
  await expect(page.getByRole('heading', { name: 'Interfaces', level: 1 })).toBeVisible();
  await pressOn(page, main().getByRole('link', { name: 'Help', exact: true }));
  await pressOn(page, main().getByRole('link', { name: 'Words', exact: true }));
  await expect(page.getByText('Waiting records')).toBeVisible();
});

test('on a phone, the menu opens, leads on, and closes', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  const menu = navigation().locator('summary:visible');
  await pressOn(page, menu);
  await pressOn(page, navigation().getByRole('link', { name: 'History', exact: true }));
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 900 });
});

/** Every page once, in its fullest state. */
const PAGES = CONSOLE_PAGES.filter(
  ({ file, fresh, status, open }, index) =>
    !fresh &&
    !status &&
    !open &&
    CONSOLE_PAGES.findIndex((other) => other.file === file && !other.fresh && !other.status) === index,
);

/** Every third page; in the long form every one. */
const CHOSEN = LONG ? PAGES : PAGES.filter((_, index) => index % 3 === SEED % 3);

for (const entry of CHOSEN) {
  test(`${entry.name}: Tab reaches everything, and what has the focus is marked and seen, also at 400 %`, async () => {
    await walker.visit(entry, ['en'], async (tab) => {
      const { unreached, unmarked } = await goThrough(tab);
      expect.soft(unreached).toEqual([]);
      expect.soft(unmarked).toEqual([]);
      await tab.setViewportSize({ width: 320, height: 256 });
      const narrow = await goThrough(tab);
      expect.soft(narrow.unreached).toEqual([]);
      expect.soft(narrow.obscured).toEqual([]);
    });
  });
}
