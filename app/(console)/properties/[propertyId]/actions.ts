'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { restoreProperty, setPublished, trashProperty } from '@/lib/properties/change-state';
import { operatorAction } from '@/lib/web/action';

const Property = z.object({ propertyId: z.uuid() });

export const trashPropertyAction = operatorAction('property.trash', Property, async ({ propertyId }, { db }) => {
  await trashProperty(db, propertyId);
  redirect(`/properties/${propertyId}?notice=removed`);
});

export const publishPropertyAction = operatorAction('property.publish', Property, async ({ propertyId }, { db }) => {
  await setPublished(db, propertyId, true);
  redirect(`/properties/${propertyId}?notice=published`);
});

export const unpublishPropertyAction = operatorAction(
  'property.unpublish',
  Property,
  async ({ propertyId }, { db }) => {
    await setPublished(db, propertyId, false);
    redirect(`/properties/${propertyId}?notice=unpublished`);
  },
);

export const restorePropertyAction = operatorAction('property.restore', Property, async ({ propertyId }, { db }) => {
  await restoreProperty(db, propertyId);
  redirect(`/properties/${propertyId}?notice=restored`);
});
