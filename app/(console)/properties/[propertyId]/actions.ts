'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { restoreProperty, trashProperty } from '@/lib/properties/change-state';
import { operatorAction } from '@/lib/web/action';

const Property = z.object({ propertyId: z.uuid() });

export const trashPropertyAction = operatorAction('property.trash', Property, async ({ propertyId }, { db }) => {
  await trashProperty(db, propertyId);
  redirect(`/properties/${propertyId}?notice=removed`);
});

export const restorePropertyAction = operatorAction('property.restore', Property, async ({ propertyId }, { db }) => {
  await restoreProperty(db, propertyId);
  redirect(`/properties/${propertyId}?notice=restored`);
});
