import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { TokenTable } from '@/app/(console)/admin/tokens/_tokens/token-table';
import { listApiTokens } from '@/lib/api-tokens/list';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { NewTokenForm } from './new-token-form';

/** With what programs may upload to this interface. A token is shown once, when it is made. */
export async function TokenSection({ interfaceId }: { interfaceId: string }) {
  const [t, { rows, next }] = await Promise.all([
    getTranslations('interfaces.tokens'),
    listApiTokens(db(), { interfaceId }),
  ]);
  const address = `${env().nextauthUrl.replace(/\/+$/, '')}/api/interfaces/${interfaceId}/deliveries`;
  return (
    <Card title={t('title')} className="mt-6 mb-4">
      <p className="px-4.5 py-3 text-note text-ink-2">{t('text')}</p>
      {rows.length === 0 ? (
        <p className="px-4.5 pb-4">{t('empty')}</p>
      ) : (
        <TokenTable label={t('title')} rows={rows} withInterface={false} />
      )}
      {next && (
        <p className="px-4.5 pb-3">
          <Link href="/admin/tokens" className="text-link">
            {t('all')}
          </Link>
        </p>
      )}
      <div className="border-t border-line-soft px-4.5 py-4">
        <div className="max-w-171">
          <NewTokenForm interfaceId={interfaceId} />
          <p className="mt-4 text-note text-ink-2">{t('usage')}</p>
          <pre className="mt-1 whitespace-pre-wrap wrap-anywhere rounded-control bg-line-soft px-3 py-2 font-mono text-small">
            {`curl -T delivery.zip -H "Authorization: Bearer …" ${address}/`}
          </pre>
        </div>
      </div>
    </Card>
  );
}
