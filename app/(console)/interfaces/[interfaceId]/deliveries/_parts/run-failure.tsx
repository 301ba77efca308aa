import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { InfoTip } from '@/app/_ui/info-tip';
import type { InterfaceStatus } from '@/lib/status/interface-status';

/** Why the last run stopped, until the next one. */
export async function RunFailure({ status: { run } }: { status: InterfaceStatus }) {
  if (run?.state !== 'failed' || !run.error) return null;
  const [t, common] = await Promise.all([getTranslations('deliveries.live'), getTranslations('common')]);
  const { problem, details } = run.error;
  return (
    <Alert
      tone="bad"
      title={t('failedBefore')}
      text={problem.sentence}
      owner={problem.owner}
      action={problem.action}
      help={problem.help}
      details={
        <InfoTip
          label={common('details')}
          copyLabel={common('copy')}
          copiedLabel={common('copied')}
          help={problem.help}
          details={details.map(({ name, value }) => ({ label: name, value }))}
        />
      }
    />
  );
}
