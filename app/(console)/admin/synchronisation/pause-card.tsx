import { getTimeZone, getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import { systemClock } from '@/lib/clock';
import { getFormat } from '@/lib/i18n/get-format';
import { localOfMoment } from '@/lib/i18n/local-moment';
import type { ConnectionSettings } from '@/lib/sync/settings';
import { inSentence } from '../../history/_run/in-sentence';
import { resumeAction } from './actions';
import { PauseForm } from './pause-form';

/** Holds the schedule back until a moment, with a reason that everybody sees; or lets it go on. */
export async function PauseCard({ connection }: { connection: ConnectionSettings }) {
  const [t, format, timeZone] = await Promise.all([
    getTranslations('admin.synchronisation'),
    getFormat(),
    getTimeZone(),
  ]);
  const now = systemClock();
  const { pausedUntil, pauseReason } = connection;
  if (pausedUntil && pausedUntil > now) {
    return (
      <Card title={t('pause')} padded>
        <p className="font-semibold">{t('pausedUntil', { time: inSentence(format.time(pausedUntil).text) })}</p>
        {pauseReason && <p className="text-ink-2 wrap-anywhere">{pauseReason}</p>}
        <form action={resumeAction} className="mt-3">
          <SubmitButton>{t('resume')}</SubmitButton>
        </form>
      </Card>
    );
  }
  return (
    <Card title={t('pause')} padded>
      <p className="mb-3 text-ink-2">{t('pauseText')}</p>
      <PauseForm
        timeZone={timeZone}
        earliest={localOfMoment(now, timeZone)}
        labels={{
          until: t('until'),
          untilHint: t('untilHint', { zone: timeZone }),
          reason: t('reason'),
          reasonHint: t('reasonHint'),
          pause: t('pauseNow'),
        }}
      />
    </Card>
  );
}
