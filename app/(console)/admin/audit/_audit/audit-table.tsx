import { Ban, CircleCheck } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { InfoTip } from '@/app/_ui/info-tip';
import Link from '@/app/_ui/link';
import { StatePill } from '@/app/_ui/pill';
import { RowActions, Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import type { AuditRow } from '@/lib/audit/list';
import type { SubjectName } from '@/lib/audit/name-subjects';
import { getFormat } from '@/lib/i18n/get-format';
import { auditTexts } from './audit-texts';

export async function AuditTable({ rows }: { rows: AuditRow[] }) {
  const [t, common, format, texts] = await Promise.all([
    getTranslations('audit'),
    getTranslations('common'),
    getFormat(),
    auditTexts(),
  ]);
  return (
    <Table
      label={t('title')}
      rows={rows}
      keyOf={(row) => String(row.id)}
      columns={[
        {
          key: 'time',
          label: t('columns.time'),
          nowrap: true,
          cell: (row) => <Time value={format.time(row.at, { seconds: true })} />,
        },
        {
          key: 'actor',
          label: t('columns.actor'),
          cell: (row) => <span className="wrap-anywhere">{texts.actor(row)}</span>,
        },
        {
          key: 'action',
          label: t('columns.action'),
          phone: 'first',
          cell: (row) => <TwoLines main={texts.action(row.action)} note={texts.reason(row) ?? texts.leftOut(row)} />,
        },
        { key: 'about', label: t('columns.about'), cell: (row) => <About row={row} text={texts.about(row)} /> },
        {
          key: 'result',
          label: t('columns.result'),
          cell: ({ allowed }) => <Result allowed={allowed} word={t(`results.${allowed ? 'allowed' : 'refused'}`)} />,
        },
        {
          key: 'details',
          label: t('columns.details'),
          labelHidden: true,
          phone: 'right',
          cell: (row) => (
            <RowActions>
              <InfoTip
                label={t('columns.details')}
                details={detailLines(row)}
                copyLabel={common('copy')}
                copiedLabel={common('copied')}
              />
            </RowActions>
          ),
        },
      ]}
    />
  );
}

function Result({ allowed, word }: { allowed: boolean; word: string }) {
  return allowed ? (
    <StatePill tone="off" icon={<CircleCheck size={14} aria-hidden />}>
      {word}
    </StatePill>
  ) : (
    <StatePill tone="warn" icon={<Ban size={14} aria-hidden />}>
      {word}
    </StatePill>
  );
}

function About({ row, text }: { row: AuditRow; text: string | null }) {
  if (text === null) return <span className="max-wide:hidden">–</span>;
  const href = row.about && hrefOfSubject(row.about);
  return href ? (
    <Link href={href} className="underline decoration-line underline-offset-3 wrap-anywhere hover:decoration-ink">
      {text}
    </Link>
  ) : (
    <span className="wrap-anywhere">{text}</span>
  );
}

/** Where it is to be seen; null: nowhere by itself. */
function hrefOfSubject({ kind, id }: SubjectName): string | null {
  switch (kind) {
    case 'interface':
      return `/interfaces/${id}/deliveries`;
    case 'property':
      return `/properties/${id}`;
    case 'provider':
      return `/admin/providers/${id}`;
    case 'run':
      return `/history/${id}`;
    case 'site':
      return `/admin/sites/${id}`;
    case 'group':
      return `/admin/groups/${id}`;
    case 'token':
      return '/admin/tokens';
    case 'user':
      return '/admin/users';
    default:
      return null;
  }
}

/** As they were written down: fields of forms and values of programs, by the names that they have there. */
function detailLines({ action, subject, actorId, details }: AuditRow): { label: string; value: string }[] {
  const all = { action, subject, actor: actorId, ...details };
  return Object.entries(all).flatMap(([label, value]) =>
    value === null || value === undefined
      ? []
      : [{ label, value: typeof value === 'string' ? value : JSON.stringify(value) }],
  );
}
