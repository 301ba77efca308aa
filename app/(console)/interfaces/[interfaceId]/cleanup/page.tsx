import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/app/_ui/page-header';
import { addressOf, one, type Query, startOf } from '@/app/(console)/_list/query';
import { Notice } from '@/app/(console)/_shell/notice';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { listTrash } from '@/lib/interfaces/trash';
import { hasRole } from '@/lib/users/role';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../_shell/console-page';
import { openInterface } from '../../_parts/open-interface';
import { CleanupNotice } from './_parts/cleanup-notice';
import { CleanupPreview } from './_parts/cleanup-preview';
import { lookForUnknown } from './_parts/look-for-unknown';
import { lookForUnused } from './_parts/look-for-unused';
import { Trash } from './_parts/trash';
import { UnknownObjectCards } from './_parts/unknown-objects';

interface Props {
  params: Promise<{ interfaceId: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata() {
  return { title: (await getTranslations('cleanup'))('title') };
}

export default consolePage(async function CleanupPage({ params, searchParams }: Props) {
  const [{ interfaceId }, query] = await Promise.all([params, searchParams]);
  const path = `/interfaces/${interfaceId}/cleanup`;
  const user = await requireUser('viewer', addressOf(path, query));
  onlyAt('site');
  const iface = await openInterface(interfaceId);
  const [t, names, found, unknown, trash] = await Promise.all([
    getTranslations('cleanup'),
    getTranslations('interfaces'),
    lookForUnused(interfaceId, one(query, 'look') === 'unused'),
    lookForUnknown(one(query, 'behind')?.slice(0, 1_024) ?? ''),
    listTrash(db(), interfaceId, { cursor: one(query, 'after') }),
  ]);
  const mayClean = hasRole(user, 'operator');
  return (
    <>
      <PageHeader
        help={<HelpLink topic="cleanup" />}
        title={t('title')}
        sub={t('sub')}
        crumbs={[
          { href: '/interfaces', label: names('title') },
          { href: `/interfaces/${interfaceId}/deliveries`, label: iface.name },
        ]}
      />
      <Notice error={query.error} />
      <CleanupNotice cleaned={one(query, 'cleaned')} restored={one(query, 'restored')} />
      <CleanupPreview interfaceId={interfaceId} found={found} mayClean={mayClean} />
      <UnknownObjectCards interfaceId={interfaceId} found={unknown} mayClean={mayClean} />
      <Trash interfaceId={interfaceId} page={trash} from={startOf(query)} mayRestore={mayClean} />
    </>
  );
});
