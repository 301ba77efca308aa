'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { createGroup, renameGroup } from '@/lib/sharing/change-group';
import { addSite, removeSite } from '@/lib/sharing/change-members';
import { deleteGroup } from '@/lib/sharing/delete-group';
import { Domain, GroupName } from '@/lib/sharing/input';
import { setDomain } from '@/lib/sharing/set-domain';
import { adminAction } from '@/lib/web/action';
import { onlyAt } from '@/lib/web/only-at';

const groupId = z.uuid();
const siteId = z.coerce.number().int().positive().max(2_147_483_647);

export const createGroupAction = adminAction(
  'sharing-group.create',
  z.object({ name: GroupName }),
  async ({ name }, { db }) => {
    onlyAt('central');
    const { id } = await createGroup(db, name);
    redirect(`/admin/groups/${id}?notice=created`);
  },
);

export const renameGroupAction = adminAction(
  'sharing-group.rename',
  z.object({ groupId, name: GroupName }),
  async (input, { db }) => {
    onlyAt('central');
    await renameGroup(db, input.groupId, input.name);
    redirect(`/admin/groups/${input.groupId}?notice=saved`);
  },
);

export const deleteGroupAction = adminAction('sharing-group.delete', z.object({ groupId }), async (input, { db }) => {
  onlyAt('central');
  await deleteGroup(db, input.groupId);
  redirect('/admin/groups?notice=deleted');
});

const Membership = z.object({ groupId, siteId });

export const addSiteAction = adminAction('sharing-group.add-site', Membership, async (input, { db }) => {
  onlyAt('central');
  await addSite(db, input);
  redirect(`/admin/groups/${input.groupId}?notice=saved`);
});

export const removeSiteAction = adminAction('sharing-group.remove-site', Membership, async (input, { db }) => {
  onlyAt('central');
  await removeSite(db, input);
  redirect(`/admin/groups/${input.groupId}?notice=saved`);
});

export const setDomainAction = adminAction(
  'site.set-domain',
  z.object({ siteId, domain: Domain }),
  async (input, { db }) => {
    onlyAt('central');
    await setDomain(db, input.siteId, input.domain);
    redirect(`/admin/sites/${input.siteId}?notice=saved`);
  },
);
