import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { requireUser } from '@/lib/auth/session';
import { ERROR_CATALOG, isErrorCode } from '@/lib/error-catalog';
import { describeProblem } from '@/lib/web/problem';
import { consolePage } from '../../../_shell/console-page';
import { errorTitles } from '../../_parts/error-titles';

interface Props {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: Props) {
  const [t, { code }] = await Promise.all([getTranslations('errorHelp'), params]);
  return { title: isErrorCode(code) ? t('heading', { code }) : t('title') };
}

/** What an error means, whose move it is, what to do step by step, and whether it is tried again. */
export default consolePage(async function ErrorHelpPage({ params }: Props) {
  const { code } = await params;
  await requireUser('viewer', `/help/errors/${encodeURIComponent(code)}`);
  if (!isErrorCode(code)) notFound();
  const [t, help, problem, titleOf] = await Promise.all([
    getTranslations('errorHelp'),
    getTranslations('help'),
    describeProblem(code),
    errorTitles(),
  ]);
  const steps = t(`codes.${code}.steps`).split('\n');
  const parts = [
    { title: t('meaning'), text: <p>{t(`codes.${code}.meaning`)}</p> },
    { title: t('move'), text: <p>{problem.owner}</p> },
    { title: t('steps'), text: <Steps steps={steps} /> },
    { title: t('retry'), text: <p>{t(`retrying.${ERROR_CATALOG[code].retrying}`)}</p> },
  ];
  return (
    <>
      <PageHeader
        title={titleOf(problem)}
        sub={<span translate="no">{code}</span>}
        crumbs={[
          { href: '/help', label: help('title') },
          { href: '/help/errors', label: t('title') },
        ]}
      />
      <div className="grid max-w-3xl gap-4">
        {parts.map(({ title, text }) => (
          <Card key={title} title={title} padded>
            {text}
          </Card>
        ))}
      </div>
    </>
  );
});

function Steps({ steps }: { steps: string[] }) {
  if (steps.length === 1) return <p>{steps[0]}</p>;
  return (
    <ol className="ml-5 list-decimal space-y-1">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
