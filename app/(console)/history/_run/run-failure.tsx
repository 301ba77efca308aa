import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert } from '@/app/_ui/alert';
import { InfoTip } from '@/app/_ui/info-tip';
import type { Format } from '@/lib/i18n/format';
import type { RunFailure as Failure } from '@/lib/status/sync-status';

interface Props {
  failure: Failure;
  format: Format;
  /** For example when it is tried again. */
  text?: string | null | undefined;
  button?: ReactNode;
}

/** Why a run failed: the sentence, whose move it is, and the details behind the `i`. */
export function RunFailure({ failure: { problem, details }, format, text, button }: Props) {
  const common = useTranslations('common');
  const label = useDetailLabels(format);
  return (
    <Alert
      tone="bad"
      role="alert"
      title={problem.sentence}
      text={text}
      owner={problem.owner}
      action={problem.action}
      help={problem.help}
      button={button}
      details={
        <InfoTip
          label={common('details')}
          copyLabel={common('copy')}
          copiedLabel={common('copied')}
          help={problem.help}
          details={details.map(label)}
        />
      }
    />
  );
}

/** Names and values as people read them; what has no name of ours keeps its own. */
function useDetailLabels(format: Format) {
  const t = useTranslations('sync');
  const steps = useTranslations('history.steps');
  const textOf = (name: string, value: string): string => {
    if (name === 'at' || name === 'retryAt') return format.time(value, { seconds: true }).text;
    if (name === 'step' && steps.has(value as 'push')) return steps(value as 'push');
    if (name === 'kind' && t.has(`connectionKinds.${value as 'cut'}`)) return t(`connectionKinds.${value as 'cut'}`);
    return value;
  };
  return ({ name, value }: { name: string; value: string }) => ({
    label: t.has(`details.${name as 'code'}`) ? t(`details.${name as 'code'}`) : name,
    value: textOf(name, value),
  });
}
