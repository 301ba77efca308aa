import { getTranslations } from 'next-intl/server';
import type { TokenLabels } from './token-panel';

export async function readTokenLabels(name: string): Promise<TokenLabels> {
  const t = await getTranslations('admin.sites');
  return {
    title: t('tokenTitle', { name }),
    text: t('tokenText'),
    token: t('token'),
    copy: t('copy'),
    copied: t('copied'),
  };
}
