import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Select } from '@/app/_ui/field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { capitalised } from '@/lib/i18n/capitalised';
import { INTERVAL_CHOICES, intervalInWords } from '@/lib/sync/schedule/interval';
import { setIntervalAction } from './actions';

/** How often the site synchronises by itself; an interval that is no usual choice stays one of the options. */
export async function ScheduleCard({ intervalMinutes }: { intervalMinutes: number | null }) {
  const [t, sync] = await Promise.all([getTranslations('admin.synchronisation'), getTranslations('sync')]);
  const minutes = new Set<number>([...INTERVAL_CHOICES, ...(intervalMinutes === null ? [] : [intervalMinutes])]);
  const options = [...minutes]
    .sort((a, b) => a - b)
    .map((choice) => ({ value: String(choice), label: capitalised(sync('every', { ...intervalInWords(choice) })) }));
  return (
    <Card title={t('schedule')} padded>
      <form id="schedule" action={setIntervalAction} className="max-w-xl scroll-mt-20">
        <Select
          name="interval"
          label={t('interval')}
          hint={t('intervalHint')}
          defaultValue={intervalMinutes === null ? '' : String(intervalMinutes)}
          key={intervalMinutes}
          options={[{ value: '', label: t('byHand') }, ...options]}
        />
        <SubmitButton>{t('save')}</SubmitButton>
      </form>
    </Card>
  );
}
