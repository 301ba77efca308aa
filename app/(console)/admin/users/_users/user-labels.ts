import { getTranslations } from 'next-intl/server';
import { LINK_DAYS } from '@/lib/users/links/create';
import { ROLES } from '@/lib/users/role';
import type { TokenLabels } from '../../sites/_sites/token-panel';

/** Every role as a choice. */
export async function roleOptions() {
  const t = await getTranslations('users');
  return ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }));
}

/** What each role may do, one sentence after the other. */
export async function roleHint(): Promise<string> {
  const t = await getTranslations('users');
  return ROLES.map((role) => `${t(`roles.${role}`)}: ${t(`roleHints.${role}`)}`).join(' ');
}

export async function linkLabels(kind: 'inviteTitle' | 'resetTitle', name: string): Promise<TokenLabels> {
  const t = await getTranslations('users.link');
  return {
    title: t(kind, { name }),
    text: t('text', { days: LINK_DAYS }),
    token: t('label'),
    copy: t('copy'),
    copied: t('copied'),
  };
}
