import { notFound } from 'next/navigation';
import { getMessages, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { consolePage } from '@/app/(console)/_shell/console-page';
import { requireUser } from '@/lib/auth/session';
import type { HelpTopic } from '@/lib/help/topic';
import { HELP_TOPICS, topicOf } from '@/lib/help/topics';
import { hasRole } from '@/lib/users/role';
import { StatusLegend } from '../_parts/status-legend';

interface Props {
  params: Promise<{ topic: string }>;
}

export async function generateMetadata({ params }: Props) {
  const [t, all, { topic }] = await Promise.all([getTranslations('help'), getTranslations(), params]);
  const known = topicOf(topic);
  return { title: known ? `${t('title')}: ${all(HELP_TOPICS[known].title)}` : t('title') };
}

/** What a page is for, what stands on it, and what to do next. */
export default consolePage(async function HelpTopicPage({ params }: Props) {
  const { topic: slug } = await params;
  const user = await requireUser('viewer', `/help/${encodeURIComponent(slug)}`);
  const topic = topicOf(slug);
  if (!topic) notFound();
  const { title, href, minRole = 'viewer', statuses = [] } = HELP_TOPICS[topic];
  const [t, all, names] = await Promise.all([
    getTranslations('help'),
    getTranslations(),
    getTranslations('helpStatuses.kinds'),
  ]);
  const next = t(`topics.${topic}.next`).split('\n');
  return (
    <>
      <PageHeader
        title={all(title)}
        crumbs={[{ href: '/help', label: t('title') }]}
        actions={href && hasRole(user, minRole) && <ButtonLink href={href}>{t('toPage')}</ButtonLink>}
      />
      <div className="grid max-w-4xl gap-4">
        <Card title={t('purpose')} padded>
          <p className="max-w-prose">{t(`topics.${topic}.purpose`)}</p>
        </Card>
        <Card title={t('terms')}>
          <Terms topic={topic} />
        </Card>
        {statuses.map((kind) => (
          <Card
            key={kind}
            title={`${t('statusesShown')}: ${names(kind)}`}
            aside={
              <Link href="/help/statuses" className="text-link">
                {all('helpStatuses.title')}
              </Link>
            }
          >
            <StatusLegend kind={kind} />
          </Card>
        ))}
        <Card title={t('next')} padded>
          <ul className="max-w-prose list-disc space-y-1 pl-5">
            {next.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
});

async function Terms({ topic }: { topic: HelpTopic }) {
  const [all, { help }] = await Promise.all([getTranslations(), getMessages()]);
  const meanings: Record<string, string> = help.topics[topic].terms;
  return (
    <dl className="divide-y divide-line-soft">
      {Object.entries(HELP_TOPICS[topic].terms).map(([term, label]) => (
        <div key={term} className="gap-x-5 px-4.5 py-2.5 wide:grid wide:grid-cols-[13rem_minmax(0,1fr)]">
          <dt className="font-firm">{all(label)}</dt>
          <dd className="max-w-prose text-ink-2">{meanings[term]}</dd>
        </div>
      ))}
    </dl>
  );
}
