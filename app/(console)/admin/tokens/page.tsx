import { KeyRound, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { Filters, Segments } from '@/app/_ui/filters';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { listApiTokens, TOKEN_STATES } from '@/lib/api-tokens/list';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { listInterfacesTakingUploads } from '@/lib/interfaces/taking-uploads';
import { CsvLink } from '../../_list/csv-link';
import { ListPager } from '../../_list/list-pager';
import { addressOf, choice, hrefOf, one, type Query, startOf } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { TokenTable } from './_tokens/token-table';

export async function generateMetadata() {
  return { title: (await getTranslations('tokens'))('title') };
}

/** With what programs may upload, and where the other secrets are. */
export default consolePage(async function TokensPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('admin', addressOf('/admin/tokens', query));
  const state = choice(query, 'state', TOKEN_STATES);
  const [admin, t, common, format, page] = await Promise.all([
    getTranslations('admin'),
    getTranslations('tokens'),
    getTranslations('common'),
    getFormat(),
    listApiTokens(db(), { state: state.value }, { cursor: one(query, 'after') }),
  ]);
  const isCentral = env().syncRole === 'central';
  const from = startOf(query);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="tokens" />}
        title={t('title')}
        sub={t('sub')}
        crumbs={[{ href: '/admin', label: admin('title') }]}
      />
      <Notice notice={query.notice} error={query.error} />
      {state.unknown && <Alert tone="info" title={common('unknownFilter')} />}
      {!isCentral && (
        <Card className="mb-4">
          <Filters>
            <Segments
              label={t('filter')}
              segments={([undefined, ...TOKEN_STATES] as const).map((value) => ({
                href: hrefOf('/admin/tokens', { state: value }),
                label: t(`filters.${value ?? 'all'}`),
                active: value === state.value,
              }))}
            />
            <span className="ml-auto">
              <CsvLink path="/admin/tokens" filters={{ state: state.value }} />
            </span>
          </Filters>
          {page.rows.length === 0 ? (
            <NoToken filtered={state.value !== undefined} />
          ) : (
            <>
              <TokenTable label={t('title')} rows={page.rows} />
              <ListPager
                path="/admin/tokens"
                filters={{ state: state.value }}
                from={from}
                shown={page.rows.length}
                next={page.next}
                range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
                firstLabel={t('first')}
              />
            </>
          )}
        </Card>
      )}
      {!isCentral && <NewTokens />}
      <OtherSecrets isCentral={isCentral} />
    </>
  );
});

async function NoToken({ filtered }: { filtered: boolean }) {
  const t = await getTranslations('tokens');
  return filtered ? (
    <EmptyState
      icon={<SearchX size={22} aria-hidden />}
      title={t('noMatch')}
      action={<ButtonLink href="/admin/tokens">{t('showAll')}</ButtonLink>}
    />
  ) : (
    <EmptyState icon={<KeyRound size={22} aria-hidden />} title={t('empty')} text={t('emptyText')} />
  );
}

/** A token belongs to one interface, so it is made there. */
async function NewTokens() {
  const [t, interfaces] = await Promise.all([getTranslations('tokens'), listInterfacesTakingUploads(db())]);
  return (
    <Card title={t('create')} padded className="mb-4">
      <p className="text-ink-2">{t('createText')}</p>
      {interfaces.length > 0 ? (
        <ul className="mt-2 list-disc pl-5">
          {interfaces.map(({ id, name }) => (
            <li key={id}>
              <Link href={`/interfaces/${id}/settings`} className="text-link wrap-anywhere">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-2">
          {t('noUploads')}{' '}
          <Link href="/interfaces" className="text-link">
            {t('toInterfaces')}
          </Link>
        </p>
      )}
    </Card>
  );
}

async function OtherSecrets({ isCentral }: { isCentral: boolean }) {
  const t = await getTranslations('tokens');
  return (
    <Card title={t('others')} padded>
      <ul className="list-disc pl-5 text-ink-2">
        <li>{t(isCentral ? 'siteTokens' : 'centralToken')}</li>
        <li>{t('cronSecret')}</li>
      </ul>
    </Card>
  );
}
