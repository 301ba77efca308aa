'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { releaseInstallation, setSiteDisabled } from '@/lib/central/change-site';
import { registerSite, renewToken } from '@/lib/central/register-site';
import { retryIntegration } from '@/lib/central/retry-integration';
import { adminAction, operatorAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

const SiteId = z.object({ siteId: z.coerce.number().int().positive() });

/** The token goes into the answer and nowhere else: not into an address, a log or the database. */
export const registerSiteAction = adminAction(
  'site.register',
  z.object({ name: z.string().trim().min(1).max(100) }),
  async ({ name }, { db }) => {
    onlyAt('central');
    const { siteId, token } = await registerSite(db, { name });
    return { siteId, token, name };
  },
);

export const renewTokenAction = adminAction('site.renew-token', SiteId, async ({ siteId }, { db }) => {
  onlyAt('central');
  return { token: (await renewToken(db, siteId)).token };
});

export const releaseInstallationAction = adminAction('site.release', SiteId, async ({ siteId }, { db }) => {
  onlyAt('central');
  await releaseInstallation(db, siteId);
  redirect(`/admin/sites/${siteId}?notice=saved`);
});

export const disableSiteAction = adminAction('site.disable', SiteId, async ({ siteId }, { db }) => {
  onlyAt('central');
  await setSiteDisabled(db, siteId, true);
  redirect(`/admin/sites/${siteId}?notice=saved`);
});

export const enableSiteAction = adminAction('site.enable', SiteId, async ({ siteId }, { db }) => {
  onlyAt('central');
  await setSiteDisabled(db, siteId, false);
  redirect(`/admin/sites/${siteId}?notice=saved`);
});

export const retryIntegrationAction = operatorAction('site.retry', SiteId, async ({ siteId }, { db, user }) => {
  onlyAt('central');
  const { started } = await retryIntegration(db, { siteId, userId: user.id });
  redirect(`/admin/sites/${siteId}?notice=${started ? 'started' : 'already-running'}`);
});
