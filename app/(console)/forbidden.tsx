import { LockKeyhole } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { MessagePage } from '@/app/_ui/message-page';

export default async function ForbiddenPage() {
  const [t, home] = await Promise.all([getTranslations('common.pages403'), getTranslations('common.pages404')]);
  return (
    <MessagePage
      icon={<LockKeyhole size={22} aria-hidden />}
      title={t('title')}
      text={t('text')}
      action={<ButtonLink href="/">{home('home')}</ButtonLink>}
    />
  );
}
