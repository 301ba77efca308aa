import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { consolePage } from '@/app/(console)/_shell/console-page';
import { requireUser } from '@/lib/auth/session';
import { env } from '@/lib/env';
import type { HelpTopic } from '@/lib/help/topic';
import { HELP_GROUPS, HELP_TOPICS, topicPath } from '@/lib/help/topics';
import { hasRole } from '@/lib/users/role';
import type { SessionUser } from '@/lib/users/user';

export async function generateMetadata() {
  return { title: (await getTranslations('help'))('title') };
}

/** Every page that this person can open here, with what it is for, and where to look things up. */
export default consolePage(async function HelpPage() {
  const user = await requireUser('viewer', '/help');
  const [t, all, statuses, words] = await Promise.all([
    getTranslations('help'),
    getTranslations(),
    getTranslations('helpStatuses'),
    getTranslations('helpWords'),
  ]);
  const reference = [
    { href: '/help/statuses', title: statuses('title'), text: statuses('sub') },
    { href: '/help/words', title: words('title'), text: words('sub') },
    { href: '/help/errors', title: t('allErrors'), text: t('allErrorsText') },
  ];
  const groups = Object.entries(HELP_GROUPS).map(([group, topics]) => ({
    title: t(`groups.${group as keyof typeof HELP_GROUPS}`),
    entries: topics
      .filter((topic) => concerns(topic, user))
      .map((topic) => ({
        href: topicPath(topic),
        title: all(HELP_TOPICS[topic].title),
        text: t(`topics.${topic}.purpose`),
      })),
  }));
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} />
      <div className="gap-4 broad:columns-2">
        {[{ title: t('reference'), entries: reference }, ...groups]
          .filter(({ entries }) => entries.length > 0)
          .map(({ title, entries }) => (
            <Card key={title} title={title} className="mb-4 break-inside-avoid">
              <Entries entries={entries} />
            </Card>
          ))}
      </div>
    </>
  );
});

function concerns(topic: HelpTopic, user: SessionUser): boolean {
  const { only, minRole = 'viewer' } = HELP_TOPICS[topic];
  return (only === undefined || only === env().syncRole) && hasRole(user, minRole);
}

function Entries({ entries }: { entries: { href: string; title: string; text: string }[] }) {
  return (
    <ul className="divide-y divide-line-soft">
      {entries.map(({ href, title, text }) => (
        <li key={href} className="px-4.5 py-3">
          <Link href={href} className="font-firm hover:underline">
            {title}
          </Link>
          <p className="text-note text-ink-2">{text}</p>
        </li>
      ))}
    </ul>
  );
}
