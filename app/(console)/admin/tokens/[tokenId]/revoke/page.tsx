import { Ban } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import { ConfirmForm } from '@/app/_ui/confirm-form';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { Time } from '@/app/_ui/time';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { getApiToken } from '@/lib/api-tokens/list';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { hrefOf, type Query } from '../../../../_list/query';
import { consolePage } from '../../../../_shell/console-page';
import { Notice } from '../../../../_shell/notice';
import { revokeTokenAction } from '../../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('tokens'))('revokeTitle') };
}

interface Props {
  params: Promise<{ tokenId: string }>;
  searchParams: Promise<Query>;
}

/** What becomes of the program that has the token, before it is revoked. */
export default consolePage(async function RevokeTokenPage({ params, searchParams }: Props) {
  const [{ tokenId }, query] = await Promise.all([params, searchParams]);
  await requireUser('admin', `/admin/tokens/${encodeURIComponent(tokenId)}/revoke`);
  const token = (/^[0-9a-f-]{36}$/.test(tokenId) ? await getApiToken(db(), tokenId) : null) ?? notFound();
  const [admin, t, format] = await Promise.all([getTranslations('admin'), getTranslations('tokens'), getFormat()]);
  const facts = [
    { label: t('columns.scope'), value: `${t(`scopes.${token.scope}`)}: ${token.interfaceName ?? '–'}` },
    { label: t('columns.beginning'), value: <code>{token.beginning}…</code> },
    { label: t('columns.created'), value: <Time value={format.time(token.createdAt)} /> },
    {
      label: t('columns.lastUsed'),
      value: token.lastUsedAt ? <Time value={format.time(token.lastUsedAt)} /> : t('never'),
    },
  ];
  return (
    <>
      <PageHeader
        help={<HelpLink topic="tokens" />}
        title={t('revokeTitle')}
        sub={token.name}
        crumbs={[
          { href: '/admin', label: admin('title') },
          { href: '/admin/tokens', label: t('title') },
        ]}
      />
      <Notice error={query.error} />
      {token.state === 'revoked' && <Alert tone="info" title={t('revokedAlready')} />}
      <Card padded>
        <h2 className="font-semibold">{t('revokeFacts')}</h2>
        <dl className="mt-1 mb-2 grid gap-x-6 gap-y-1 wide:grid-cols-[auto_1fr]">
          {facts.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt className="text-ink-3">{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
        {token.lastUsedAt && (
          <p className="mb-4">
            <Link href={hrefOf('/admin/audit', { actor: 'token', q: token.id })} className="text-link">
              {t('uploads')}
            </Link>
          </p>
        )}
        <h2 className="font-semibold">{t('consequences')}</h2>
        <ul className="mt-1 list-disc pl-5 text-ink-2">
          <li>{t('refusedFromNow')}</li>
          <li>{t('keepsDeliveries')}</li>
          <li>{t('notBack')}</li>
        </ul>
        <ConfirmForm
          action={revokeTokenAction}
          fields={{ tokenId: token.id }}
          confirm={token.state === 'revoked' ? null : { label: t('revoke'), icon: <Ban size={16} aria-hidden /> }}
          cancel={{ label: t('cancel'), href: '/admin/tokens' }}
        />
      </Card>
    </>
  );
});
