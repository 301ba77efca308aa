import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import { hrefOf } from '@/app/(console)/_list/query';
import { getFormat } from '@/lib/i18n/get-format';
import { consequenceOf } from '@/lib/interfaces/consequences';
import type { MessageGroup } from '@/lib/interfaces/group-messages';
import { ownerOf } from '@/lib/interfaces/owner-of';
import { importMessages } from '../../../../_parts/message-text';
import { OutcomePill } from '../../../../_parts/outcome-state';

/** What an import said, once per kind: an example, what was done instead, whose move it is, and the way to all of them. */
export async function MessageGroups({ groups, path }: { groups: MessageGroup[]; path: string }) {
  if (groups.length === 0) return null;
  const [t, words, format, say] = await Promise.all([
    getTranslations('deliveries.import'),
    getTranslations('consequences'),
    getFormat(),
    importMessages(),
  ]);
  const doneText = (code: string) => {
    const done = consequenceOf(code);
    return done && words(`done.${done}`);
  };
  const ownerText = (code: string) => {
    const owner = ownerOf(code);
    return owner ? words(`owners.${owner}`) : '–';
  };
  return (
    <Card title={t('messages')} className="mb-4">
      <Table
        label={t('messages')}
        rows={groups}
        keyOf={(group) => `${group.code} ${group.severity}`}
        columns={[
          {
            key: 'severity',
            label: t('filterSeverity'),
            labelHidden: true,
            cell: ({ severity }) => <OutcomePill outcome={{ outcome: 'noted', severity }} />,
          },
          {
            key: 'message',
            label: t('messageColumns.message'),
            phone: 'first',
            cell: ({ code, params }) => <TwoLines main={say({ code, params })} note={doneText(code)} />,
          },
          { key: 'owner', label: t('messageColumns.owner'), cell: ({ code }) => ownerText(code) },
          {
            key: 'count',
            label: t('messageColumns.count'),
            numeric: true,
            phone: 'right',
            cell: ({ code, count }) => (
              <Link
                href={hrefOf(path, { code })}
                aria-label={`${t('showThese')}: ${format.number(count)} · ${code}`}
                className="underline decoration-line underline-offset-3 hover:decoration-ink"
              >
                {format.number(count)}
              </Link>
            ),
          },
        ]}
      />
    </Card>
  );
}
