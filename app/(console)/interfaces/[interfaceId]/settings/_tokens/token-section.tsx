import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type Column, Table } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { type ApiTokenRow, listApiTokens } from '@/lib/api-tokens/list';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { revokeTokenAction } from '../actions';
import { NewTokenForm } from './new-token-form';

/** With what programs may upload to this interface. A token is shown once, when it is made. */
export async function TokenSection({ interfaceId }: { interfaceId: string }) {
  const [t, format, tokens] = await Promise.all([
    getTranslations('interfaces.tokens'),
    getFormat(),
    listApiTokens(db(), interfaceId),
  ]);
  const columns: Column<ApiTokenRow>[] = [
    {
      key: 'name',
      label: t('columns.name'),
      phone: 'first',
      cell: ({ name }) => <span className="wrap-anywhere">{name}</span>,
    },
    { key: 'beginning', label: t('columns.beginning'), cell: ({ beginning }) => <code>{beginning}…</code> },
    {
      key: 'created',
      label: t('columns.created'),
      nowrap: true,
      cell: ({ createdAt }) => <Time value={format.time(createdAt)} />,
    },
    {
      key: 'lastUsed',
      label: t('columns.lastUsed'),
      nowrap: true,
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Time value={format.time(lastUsedAt)} /> : t('never')),
    },
    {
      key: 'state',
      label: t('columns.state'),
      phone: 'right',
      cell: (token) =>
        token.revokedAt ? (
          <span className="text-ink-3">{t('revoked', { time: format.time(token.revokedAt).text })}</span>
        ) : (
          <RevokeForm interfaceId={interfaceId} token={token} />
        ),
    },
  ];
  const address = `${env().nextauthUrl.replace(/\/+$/, '')}/api/interfaces/${interfaceId}/deliveries`;
  return (
    <Card title={t('title')} className="mt-6 mb-4 max-w-180">
      <p className="px-4.5 py-3 text-note text-ink-2">{t('text')}</p>
      {tokens.length === 0 ? (
        <p className="px-4.5 pb-4">{t('empty')}</p>
      ) : (
        <Table label={t('title')} columns={columns} rows={tokens} keyOf={({ id }) => id} />
      )}
      <div className="border-t border-line-soft px-4.5 py-4">
        <NewTokenForm interfaceId={interfaceId} />
        <p className="mt-4 text-note text-ink-2">{t('usage')}</p>
        <pre className="mt-1 overflow-x-auto rounded-control bg-line-soft px-3 py-2 font-mono text-small">
          {`curl -T delivery.zip -H "Authorization: Bearer …" ${address}/`}
        </pre>
      </div>
    </Card>
  );
}

async function RevokeForm({ interfaceId, token }: { interfaceId: string; token: ApiTokenRow }) {
  const t = await getTranslations('interfaces.tokens');
  return (
    <details>
      <summary className="cursor-pointer font-medium" aria-label={t('revokeOf', { name: token.name })}>
        {t('revoke')}
      </summary>
      <form action={revokeTokenAction} className="mt-2">
        <input type="hidden" name="interfaceId" value={interfaceId} />
        <input type="hidden" name="tokenId" value={token.id} />
        <p className="mb-2 text-note text-ink-2">{t('revokeConfirm')}</p>
        <SubmitButton variant="danger">{t('revoke')}</SubmitButton>
      </form>
    </details>
  );
}
