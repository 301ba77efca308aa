import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { isOutcomeCode, OUTCOME_CODES } from '@/lib/interfaces/codes';
import type { PlanState } from '@/lib/interfaces/history';
import type { PlanDetail } from '@/lib/interfaces/plans/get';
import { importMessages } from '../../../../_parts/message-text';

interface Props {
  hold: NonNullable<PlanDetail['hold']>;
  state: PlanState;
  mayDecide: boolean;
}

/** Why a plan waits for a person, whose move it is, and what to do; of a look, why it would wait. Who may decide stands below. */
export async function HoldReason({ hold, state, mayDecide }: Props) {
  const [t, say] = await Promise.all([getTranslations('plans'), importMessages()]);
  const owner = isOutcomeCode(hold.code) ? OUTCOME_CODES[hold.code][1] : 'you';
  const key = `holdActions.${hold.code}` as never;
  const action = t.has(key) ? (t(key) as string) : undefined;
  const isMine = owner !== 'you' || mayDecide;
  return (
    <Alert
      tone="warn"
      title={say(hold)}
      text={state === 'planned' ? t('wouldHold') : undefined}
      owner={isMine ? t(`owners.${owner}`) : undefined}
      action={isMine ? action : undefined}
    />
  );
}
