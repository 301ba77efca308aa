import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { dotted } from '@/app/_ui/dotted';
import { EmptyState } from '@/app/_ui/empty-state';
import Link from '@/app/_ui/link';
import { Table } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import type { Format } from '@/lib/i18n/format';
import type { VerificationRow } from '@/lib/status/verification-status';
import { VerificationSentence } from './verification-sentence';

interface Props {
  rows: VerificationRow[];
  now: string;
  format: Format;
}

/** The last comparisons and what was done about what they found. */
export function VerificationTable({ rows, now, format }: Props) {
  const t = useTranslations('verification');
  return (
    <Card title={t('last')}>
      {rows.length === 0 ? (
        <EmptyState icon={<ShieldCheck size={22} aria-hidden />} title={t('never')} text={t('neverText')} />
      ) : (
        <Table
          label={t('last')}
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              key: 'at',
              label: t('time'),
              nowrap: true,
              cell: ({ at, runId }) => {
                const time = <Time value={format.time(at)} />;
                if (runId === null) return time;
                return (
                  <Link
                    href={`/history/${runId}`}
                    className="underline decoration-line underline-offset-3 hover:decoration-ink"
                  >
                    {time}
                  </Link>
                );
              },
            },
            {
              key: 'result',
              label: t('result'),
              phone: 'first',
              cell: (row) => <VerificationSentence verification={row} now={now} format={format} />,
            },
            { key: 'repaired', label: t('repaired'), cell: (row) => <Repaired row={row} format={format} /> },
          ]}
        />
      )}
    </Card>
  );
}

const WAYS = ['sent', 'fetched', 'removed'] as const;

function Repaired({ row: { repaired }, format }: { row: VerificationRow; format: Format }) {
  const t = useTranslations('verification.ways');
  if (!repaired) return '–';
  const done = WAYS.filter((way) => repaired[way] > 0);
  return dotted(done.map((way) => t(way, { count: repaired[way], n: format.number(repaired[way]) }))) || '–';
}
