import { LockKeyhole } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { HomeLink, MessagePage } from '@/app/_ui/message-page';

export async function ForbiddenMessage() {
  const [t, home] = await Promise.all([getTranslations('common.pages403'), getTranslations('common.pages404')]);
  return (
    <MessagePage
      icon={<LockKeyhole size={22} aria-hidden />}
      title={t('title')}
      text={t('text')}
      action={<HomeLink label={home('home')} />}
    />
  );
}
