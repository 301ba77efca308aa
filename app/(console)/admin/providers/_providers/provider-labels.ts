import { getTranslations } from 'next-intl/server';
import type { ProviderLabels } from './provider-form';

export async function readProviderLabels(save: 'create' | 'save'): Promise<ProviderLabels> {
  const t = await getTranslations('admin.providers');
  return {
    name: t('name'),
    nameHint: t('nameHint'),
    number: t('number'),
    numberHint: t('numberHint'),
    openimmoAnid: t('anid'),
    anidHint: t('anidHint'),
    email: t('email'),
    emailHint: t('emailHint'),
    phone: t('phone'),
    phoneHint: t('phoneHint'),
    save: t(save),
    cancel: t('cancel'),
  };
}
