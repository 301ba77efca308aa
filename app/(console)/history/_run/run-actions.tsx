import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { RunDetail } from '@/lib/runs/get';
import type { TargetName } from '@/lib/runs/name-targets';
import { isActive } from '@/lib/status/read-sync-status';
import { cancelRunAction } from '../actions';

interface Props {
  run: RunDetail;
  about: TargetName;
  canCancel: boolean;
}

/** The way to what the run was about, and out of it while it goes. */
export async function RunActions({ run, about, canCancel }: Props) {
  const t = await getTranslations('history.run');
  return (
    <>
      {about.kind === 'interface' && about.name !== null && (
        <ButtonLink href={`/interfaces/${about.id}/deliveries`}>{t('toInterface')}</ButtonLink>
      )}
      {about.kind === 'site' && about.name !== null && (
        <ButtonLink href={`/admin/sites/${about.id}`}>{t('toSite')}</ButtonLink>
      )}
      {canCancel && isActive(run) && (
        <form action={cancelRunAction}>
          <input type="hidden" name="runId" value={run.id} />
          <SubmitButton variant="plain" disabled={run.cancelRequested}>
            {run.cancelRequested ? t('cancelling') : t('cancel')}
          </SubmitButton>
        </form>
      )}
    </>
  );
}
