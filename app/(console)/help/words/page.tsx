import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { consolePage } from '@/app/(console)/_shell/console-page';
import { requireUser } from '@/lib/auth/session';
import { topicPath } from '@/lib/help/topics';
import { WORD_TOPICS, type Word } from '@/lib/help/words';

export async function generateMetadata() {
  return { title: (await getTranslations('helpWords'))('title') };
}

/** The words of the console, with those that people bring along from elsewhere. */
export default consolePage(async function WordsPage() {
  await requireUser('viewer', '/help/words');
  const [t, help, locale, { helpWords }] = await Promise.all([
    getTranslations('helpWords'),
    getTranslations('help'),
    getLocale(),
    getMessages(),
  ]);
  const words = (Object.keys(WORD_TOPICS) as Word[])
    .map((word) => ({ word, href: topicPath(WORD_TOPICS[word]), ...helpWords.words[word] }))
    .sort((a, b) => a.term.localeCompare(b.term, locale));
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} crumbs={[{ href: '/help', label: help('title') }]} />
      <Card className="max-w-4xl">
        <dl className="divide-y divide-line-soft">
          {words.map(({ word, term, also, text, href }) => (
            <div key={word} id={word} className="gap-x-5 px-4.5 py-2.5 wide:grid wide:grid-cols-[15rem_minmax(0,1fr)]">
              <dt>
                <Link href={href} className="font-firm hover:underline">
                  {term}
                </Link>
              </dt>
              <dd className="max-w-prose">
                {text}
                <span className="block text-note text-ink-2">
                  {t('also')}: {also}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  );
});
