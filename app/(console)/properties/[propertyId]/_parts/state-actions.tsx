import { RotateCcw, Trash2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { PropertyDetail } from '@/lib/properties/get';
import { restorePropertyAction, trashPropertyAction } from '../actions';

/** Restores what is gone; what is not gone is moved to the trash after a look at what that means. */
export async function StateActions({ property, asking }: { property: PropertyDetail; asking: boolean }) {
  const t = await getTranslations('properties');
  const path = `/properties/${property.id}`;
  return (
    <>
      {(property.state === 'withdrawn' || property.state === 'trashed') && (
        <form action={restorePropertyAction}>
          <input type="hidden" name="propertyId" value={property.id} />
          <input type="hidden" name="returnTo" value={path} />
          <SubmitButton variant="plain" icon={<RotateCcw size={16} aria-hidden />}>
            {t('restore')}
          </SubmitButton>
        </form>
      )}
      {property.state !== 'trashed' && !asking && (
        <ButtonLink href={`${path}?ask=trash`} icon={<Trash2 size={16} aria-hidden />}>
          {t('trash')}
        </ButtonLink>
      )}
    </>
  );
}

export async function TrashPreview({ property }: { property: PropertyDetail }) {
  if (property.state === 'trashed') return null;
  const t = await getTranslations('properties');
  const path = `/properties/${property.id}`;
  return (
    <Alert
      tone="warn"
      title={t('trashTitle')}
      text={t('trashText')}
      button={
        <form action={trashPropertyAction} className="flex flex-wrap gap-2">
          <input type="hidden" name="propertyId" value={property.id} />
          <input type="hidden" name="returnTo" value={path} />
          <SubmitButton variant="danger" icon={<Trash2 size={16} aria-hidden />}>
            {t('trash')}
          </SubmitButton>
          <ButtonLink href={path} variant="quiet">
            {t('keep')}
          </ButtonLink>
        </form>
      }
    />
  );
}
