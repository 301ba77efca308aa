import { expect, test } from '@playwright/test';
import { readProduct } from '../support/product';
import { signIn } from '../support/sign-in';

test.describe.configure({ mode: 'serial' });

test('the cron route refuses a wrong bearer and a missing one', async ({ request }) => {
  const { siteUrl } = await readProduct();
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic x' }]) {
    const response = await request.get(`${siteUrl}/api/cron/sync`, { headers });
    expect(response.status()).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'token-refused' });
  }
});

test('an interval changed in Admin > Synchronisation makes the next run start by itself, and ten calls of the cron route at once are one run', async ({
  page,
  request,
}) => {
  const { siteUrl, centralUrl, cronSecret, ...login } = await readProduct();
  await page.goto(`${siteUrl}/admin/synchronisation`);
  await signIn(page, { ...login });
  await page.getByLabel('URL').fill(centralUrl);
  await page.getByRole('button', { name: 'Test and save' }).click();
  await expect(page.getByText(`Connected with ${new URL(centralUrl).host}.`)).toBeVisible();
  await page.getByLabel('Interval').selectOption({ label: 'Every minute' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  const headers = { authorization: `Bearer ${cronSecret}` };
  const calls = await Promise.all(
    Array.from({ length: 10 }, () => request.post(`${siteUrl}/api/cron/sync`, { headers })),
  );
  const answers = await Promise.all(
    calls.map(async (call) => (await call.json()) as { due: { runId: string; started: boolean }[] }),
  );
  const due = answers.flatMap((answer) => answer.due);
  expect(new Set(due.map((run) => run.runId)).size).toBe(1);
  expect(due.filter((run) => run.started).length).toBeLessThanOrEqual(1);

  await page.goto(`${siteUrl}/history`);
  const scheduled = page.getByRole('row').filter({ hasText: 'Schedule' });
  const before = await scheduled.count();
  await expect(async () => {
    await page.reload();
    expect(await scheduled.count()).toBeGreaterThan(before);
  }).toPass({ timeout: 90_000 });
});

test('live and ready answer without a sign-in, everything else asks for one', async ({ request }) => {
  const { siteUrl } = await readProduct();
  expect((await request.get(`${siteUrl}/api/health/live`)).status()).toBe(200);
  expect((await request.get(`${siteUrl}/api/health/ready`)).status()).toBe(200);
  expect((await request.get(`${siteUrl}/api/status`)).status()).toBe(401);
  expect((await request.get(`${siteUrl}/api/status/sync`)).status()).toBe(401);
});
