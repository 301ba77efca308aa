import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { requireUser } from '@/lib/auth/session';
import { ERROR_CATALOG } from '@/lib/error-catalog';
import { describeProblem } from '@/lib/web/problem';
import { consolePage } from '../../_shell/console-page';
import { errorTitles } from '../_parts/error-titles';

export async function generateMetadata() {
  return { title: (await getTranslations('errorHelp'))('title') };
}

/** Every error that a person may meet, in the order of the catalog: those of the synchronisation first. */
export default consolePage(async function ErrorListPage() {
  await requireUser('viewer', '/help/errors');
  const [t, parent, titleOf, problems] = await Promise.all([
    getTranslations('errorHelp'),
    getTranslations('help'),
    errorTitles(),
    Promise.all(Object.keys(ERROR_CATALOG).map((code) => describeProblem(code))),
  ]);
  return (
    <>
      <PageHeader title={t('title')} sub={t('intro')} crumbs={[{ href: '/help', label: parent('title') }]} />
      <Card>
        <ul className="divide-y divide-line-soft">
          {problems.map((problem) => (
            <li key={problem.code} className="px-4.5 py-3">
              <Link href={problem.help.href} className="font-firm hover:underline">
                {titleOf(problem)}
              </Link>
              <p className="text-note text-ink-2">
                {problem.owner} · <span translate="no">{problem.code}</span>
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
});
