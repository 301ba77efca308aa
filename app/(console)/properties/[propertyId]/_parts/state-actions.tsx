import { Eye, EyeOff, RotateCcw, Trash2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { PropertyDetail } from '@/lib/properties/get';
import { publishPropertyAction, restorePropertyAction, trashPropertyAction, unpublishPropertyAction } from '../actions';

/** Publishes, takes off show, restores what is gone; what is not gone is moved to the trash after a look at what that means. */
export async function StateActions({ property, asking }: { property: PropertyDetail; asking: boolean }) {
  const t = await getTranslations('properties');
  const path = `/properties/${property.id}`;
  const isGone = property.state === 'withdrawn' || property.state === 'trashed';
  return (
    <>
      {isGone ? (
        <StateForm property={property} action={restorePropertyAction} icon={<RotateCcw size={16} aria-hidden />}>
          {t('restore')}
        </StateForm>
      ) : property.published ? (
        <StateForm property={property} action={unpublishPropertyAction} icon={<EyeOff size={16} aria-hidden />}>
          {t('unpublish')}
        </StateForm>
      ) : (
        <StateForm property={property} action={publishPropertyAction} icon={<Eye size={16} aria-hidden />}>
          {t('publish')}
        </StateForm>
      )}
      {property.state !== 'trashed' && !asking && (
        <ButtonLink href={`${path}?ask=trash`} icon={<Trash2 size={16} aria-hidden />}>
          {t('trash')}
        </ButtonLink>
      )}
    </>
  );
}

interface StateFormProps {
  property: PropertyDetail;
  action: (form: FormData) => Promise<void>;
  icon: ReactNode;
  children: string;
}

function StateForm({ property, action, icon, children }: StateFormProps) {
  return (
    <form action={action}>
      <input type="hidden" name="propertyId" value={property.id} />
      <input type="hidden" name="returnTo" value={`/properties/${property.id}`} />
      <SubmitButton variant="plain" icon={icon}>
        {children}
      </SubmitButton>
    </form>
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
