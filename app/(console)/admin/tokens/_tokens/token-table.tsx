import { Ban, CircleCheck, Hourglass, type LucideIcon } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/app/_ui/button-class';
import Link from '@/app/_ui/link';
import { StatePill, type Tone } from '@/app/_ui/pill';
import { type Column, RowActions, Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import type { ApiTokenRow, TokenState } from '@/lib/api-tokens/list';
import { getFormat } from '@/lib/i18n/get-format';
import { Named } from '../../_admin/named';

const LOOKS: Record<TokenState, { tone: Tone; Icon: LucideIcon }> = {
  active: { tone: 'ok', Icon: CircleCheck },
  expired: { tone: 'warn', Icon: Hourglass },
  revoked: { tone: 'off', Icon: Ban },
};

interface Props {
  label: string;
  rows: ApiTokenRow[];
  /** Without it, where all are of the same. */
  withInterface?: boolean;
}

/** Tokens of programs; what they are worth now, and the way to revoke them. Never the token itself. */
export async function TokenTable({ label, rows, withInterface = true }: Props) {
  const [t, format] = await Promise.all([getTranslations('tokens'), getFormat()]);
  const iface: Column<ApiTokenRow> = {
    key: 'interface',
    label: t('columns.interface'),
    cell: ({ interfaceId, interfaceName }) => (
      <Link href={`/interfaces/${interfaceId}/settings`} className="text-link wrap-anywhere">
        {interfaceName}
      </Link>
    ),
  };
  return (
    <div className="overflow-x-auto">
      <Table
        label={label}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('columns.name'),
            phone: 'first',
            cell: (token) => <TwoLines main={token.name} note={t(`scopes.${token.scope}`)} />,
          },
          ...(withInterface ? [iface] : []),
          {
            key: 'beginning',
            label: t('columns.beginning'),
            cell: ({ beginning }) => (
              <Named label={t('columns.beginning')}>
                <code>{beginning}…</code>
              </Named>
            ),
          },
          {
            key: 'created',
            label: t('columns.created'),
            phone: 'hidden',
            cell: ({ createdAt, createdBy }) => (
              <>
                <span className="whitespace-nowrap">
                  <Time value={format.time(createdAt)} />
                </span>
                {createdBy && <span className="block text-note text-ink-3">{t('createdBy', { name: createdBy })}</span>}
              </>
            ),
          },
          {
            key: 'lastUsed',
            label: t('columns.lastUsed'),
            nowrap: true,
            cell: ({ lastUsedAt }) => (
              <Named label={t('columns.lastUsed')}>
                {lastUsedAt ? <Time value={format.time(lastUsedAt)} /> : t('never')}
              </Named>
            ),
          },
          {
            key: 'expires',
            label: t('columns.expires'),
            nowrap: true,
            cell: ({ expiresAt }) => (
              <Named label={t('columns.expires')}>
                {expiresAt ? <Time value={format.time(expiresAt)} /> : t('noExpiry')}
              </Named>
            ),
          },
          {
            key: 'state',
            label: t('columns.state'),
            cell: ({ state, revokedAt }) => (
              <>
                <TokenStatePill state={state} word={t(`states.${state}`)} />
                {revokedAt && (
                  <span className="mt-0.5 block text-note text-ink-3">
                    <Time value={format.time(revokedAt)} />
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'actions',
            label: t('columns.actions'),
            labelHidden: true,
            phone: 'right',
            cell: (token) =>
              token.state === 'active' && (
                <RowActions>
                  <Link
                    href={`/admin/tokens/${token.id}/revoke`}
                    aria-label={t('revokeOf', { name: token.name })}
                    className={buttonClass('plain', 'h-8!')}
                  >
                    {t('revokeAsk')}
                  </Link>
                </RowActions>
              ),
          },
        ]}
      />
    </div>
  );
}

export function TokenStatePill({ state, word }: { state: TokenState; word: string }) {
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {word}
    </StatePill>
  );
}
