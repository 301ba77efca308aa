import { RefreshCw } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { SubmitButton } from '@/app/_ui/submit-button';
import { synchroniseChosenAction } from '../actions';
import { ChooseAll } from './choose-all';

/** The form that the ticks in the table belong to. */
export const CHOSEN_FORM = 'chosen-deliveries';

/** With script there is nothing to press until something is ticked. */
const WHEN_CHOSEN = 'h-8 px-2.5 text-small group-data-[chosen=none]:hidden';

/** Synchronises the deliveries that are ticked below. */
export async function ChosenForm({ interfaceId, returnTo }: { interfaceId: string; returnTo: string }) {
  const t = await getTranslations('deliveries');
  return (
    <form
      id={CHOSEN_FORM}
      action={synchroniseChosenAction}
      className="group flex min-h-12.25 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line-soft px-4.5 py-2 max-wide:px-4"
    >
      <input type="hidden" name="interfaceId" value={interfaceId} />
      <input type="hidden" name="returnTo" value={returnTo} />
      <ChooseAll form={CHOSEN_FORM} label={t('chooseAll')} />
      <SubmitButton variant="plain" className={WHEN_CHOSEN} icon={<RefreshCw size={14} aria-hidden />}>
        {t('synchroniseChosen')}
      </SubmitButton>
      <SubmitButton variant="quiet" name="force" value="on" className={WHEN_CHOSEN}>
        {t('chosenAgain')}
      </SubmitButton>
      <span className="text-note text-ink-3 max-wide:hidden wide:ml-auto">{t('order')}</span>
    </form>
  );
}
