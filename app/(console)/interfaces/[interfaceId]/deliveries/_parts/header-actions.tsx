import { BrushCleaning, History, LoaderCircle, RefreshCw, Upload } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type InterfaceStatus, isRunActive } from '@/lib/status/interface-status';
import { cancelImportAction, synchroniseAction } from '../actions';

interface Props {
  status: InterfaceStatus;
  maySynchronise: boolean;
  /** Deliveries are uploaded here. */
  takesUploads: boolean;
  returnTo: string;
}

export async function HeaderActions({ status: { interfaceId, run }, maySynchronise, takesUploads, returnTo }: Props) {
  const [t, names] = await Promise.all([getTranslations('deliveries'), getTranslations('interfaces')]);
  const running = isRunActive(run);
  return (
    <>
      <ButtonLink href={`/interfaces/${interfaceId}/history`} icon={<History size={16} aria-hidden />}>
        {names('history')}
      </ButtonLink>
      <ButtonLink href={`/interfaces/${interfaceId}/cleanup`} icon={<BrushCleaning size={16} aria-hidden />}>
        {names('cleanup')}
      </ButtonLink>
      {maySynchronise && takesUploads && (
        <ButtonLink href="#upload" icon={<Upload size={16} aria-hidden />}>
          {t('upload.open')}
        </ButtonLink>
      )}
      {maySynchronise && (
        <form action={synchroniseAction} title={t('order')}>
          <input type="hidden" name="interfaceId" value={interfaceId} />
          <input type="hidden" name="returnTo" value={returnTo} />
          <SubmitButton
            pendingLabel={t('synchronising')}
            icon={
              running ? (
                <LoaderCircle size={16} aria-hidden className="spin moving" />
              ) : (
                <RefreshCw size={16} aria-hidden />
              )
            }
          >
            {running ? t('synchronising') : t('synchroniseAll')}
          </SubmitButton>
        </form>
      )}
      {maySynchronise && running && run && (
        <form action={cancelImportAction}>
          <input type="hidden" name="interfaceId" value={interfaceId} />
          <input type="hidden" name="runId" value={run.id} />
          <SubmitButton variant="plain" pendingLabel={t('live.cancelling')}>
            {run.cancelRequested ? t('live.cancelling') : t('live.cancel')}
          </SubmitButton>
        </form>
      )}
    </>
  );
}
