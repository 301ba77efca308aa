import { CircleSlash, ListChecks } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { PlanDetail } from '@/lib/interfaces/plans/get';
import { confirmPlansAction, discardPlansAction } from '../actions';

interface Props {
  interfaceId: string;
  importId: string;
  /** Exactly these are applied or discarded. */
  plans: PlanDetail[];
  mayDecide: boolean;
  /** In a card of its own; else it stands at the foot of a plan's. */
  framed?: boolean;
}

/** The two forms that decide about plans as they are shown here. */
export async function PlanDecision(props: Props) {
  const { interfaceId, importId, plans, mayDecide, framed = false } = props;
  const t = await getTranslations('plans');
  // Several of these forms stand on one page: each says whose plan it is about.
  const named = (label: string) =>
    framed ? undefined : `${label}: ${plans.map((plan) => plan.providerName).join(', ')}`;
  const removals = plans.reduce((sum, { summary }) => sum + (summary.removed ?? 0), 0);
  const fields = (
    <>
      <input type="hidden" name="interfaceId" value={interfaceId} />
      <input type="hidden" name="importId" value={importId} />
      <input type="hidden" name="returnTo" value={`/interfaces/${interfaceId}/plans/${importId}`} />
      {plans.map(({ id, hash }) => (
        <input key={id} type="hidden" name="hash" value={hash} />
      ))}
    </>
  );
  const decision = (
    <div
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 px-4.5 py-3.5 ${framed ? '' : 'border-t border-line-soft'}`}
    >
      <p className="min-w-60 flex-1 text-note text-ink-2">
        {removals > 0 && `${t('removesNote', { count: removals })} `}
        {mayDecide ? t('confirmNote') : t('mayNot')}
      </p>
      {mayDecide && (
        <div className="flex flex-wrap gap-2 max-wide:w-full">
          <form action={discardPlansAction} className="max-wide:w-full">
            {fields}
            <SubmitButton
              variant="plain"
              aria-label={named(t('discard'))}
              icon={<CircleSlash size={16} aria-hidden />}
              className="max-wide:w-full"
            >
              {t('discard')}
            </SubmitButton>
          </form>
          <form action={confirmPlansAction} className="max-wide:w-full">
            {fields}
            <SubmitButton
              variant={removals > 0 ? 'danger' : 'primary'}
              aria-label={named(t('confirm'))}
              pendingLabel={t('confirming')}
              icon={<ListChecks size={16} aria-hidden />}
              className="max-wide:w-full"
            >
              {t('confirm')}
            </SubmitButton>
          </form>
        </div>
      )}
    </div>
  );
  return framed ? <Card className="mb-4">{decision}</Card> : decision;
}
