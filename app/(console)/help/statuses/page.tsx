import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { consolePage } from '@/app/(console)/_shell/console-page';
import { requireUser } from '@/lib/auth/session';
import { env } from '@/lib/env';
import type { StatusKind } from '@/lib/help/topic';
import { StatusLegend } from '../_parts/status-legend';

const KINDS: Record<'site' | 'central', StatusKind[]> = {
  site: ['delivery', 'import', 'outcome', 'plan', 'interface', 'parked', 'freshness', 'run', 'step', 'property'],
  central: ['site', 'run', 'step', 'property'],
};

export async function generateMetadata() {
  return { title: (await getTranslations('helpStatuses'))('title') };
}

/** Every status of this installation with its icon. */
export default consolePage(async function StatusesPage() {
  await requireUser('viewer', '/help/statuses');
  const [t, help] = await Promise.all([getTranslations('helpStatuses'), getTranslations('help')]);
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} crumbs={[{ href: '/help', label: help('title') }]} />
      <div className="grid max-w-4xl gap-4">
        {KINDS[env().syncRole].map((kind) => (
          <Card key={kind} title={t(`kinds.${kind}`)}>
            <StatusLegend kind={kind} />
          </Card>
        ))}
      </div>
    </>
  );
});
