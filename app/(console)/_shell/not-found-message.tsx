import { Compass } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { HomeLink, MessagePage } from '@/app/_ui/message-page';

export async function NotFoundMessage() {
  const t = await getTranslations('common.pages404');
  return (
    <MessagePage
      icon={<Compass size={22} aria-hidden />}
      title={t('title')}
      text={t('text')}
      action={<HomeLink label={t('home')} />}
    />
  );
}
