import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { getFormat } from '@/lib/i18n/get-format';
import { gravest, type Need, Needs, type NeedTone } from './need';

const WORDS = { bad: 'attention', warn: 'attention', info: 'setUp' } as const satisfies Record<NeedTone, string>;

/** The answer in one glance: in step and since when, or how much needs somebody; then what, one by one. */
export async function Standing({ needs, since }: { needs: Need[]; since: string }) {
  const [t, format] = await Promise.all([getTranslations('overview.standing'), getFormat()]);
  const tone = gravest(needs);
  const count = needs.length;
  return (
    <>
      <Alert
        tone={tone ?? 'ok'}
        title={tone ? t(WORDS[tone], { count, n: format.number(count) }) : t('inStep')}
        text={since}
      />
      <Needs needs={needs} />
    </>
  );
}
