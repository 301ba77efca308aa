import { Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';

/** A site that works alone. */
export function NotConnected({ canConfigure }: { canConfigure: boolean }) {
  const t = useTranslations('sync');
  return (
    <>
      <PageHeader help={<HelpLink topic="sync" />} title={t('title')} />
      <Card className="mb-4">
        <EmptyState
          icon={<Unplug size={22} aria-hidden />}
          title={t('notConnected.title')}
          text={canConfigure ? t('notConnected.text') : `${t('notConnected.text')} ${t('notConnected.reader')}`}
          action={
            canConfigure && (
              <ButtonLink href="/admin/synchronisation" variant="primary">
                {t('notConnected.admin')}
              </ButtonLink>
            )
          }
        />
      </Card>
    </>
  );
}
