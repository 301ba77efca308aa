import { CircleQuestionMark } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { IconLink } from '@/app/_ui/icon-button';
import type { HelpTopic } from '@/lib/help/topic';
import { topicPath } from '@/lib/help/topics';

/** The question mark beside a page's heading. */
export async function HelpLink({ topic }: { topic: HelpTopic }) {
  const t = await getTranslations('help');
  return (
    <IconLink href={topicPath(topic)} label={t('onThisPage')} icon={<CircleQuestionMark size={16} aria-hidden />} />
  );
}
