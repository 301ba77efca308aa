import { useTranslations } from 'next-intl';
import { InfoTip } from '@/app/_ui/info-tip';

interface Props {
  code: string;
  field: string | null;
  value: string | null;
  cause: string | null;
}

/** Why a record could not be integrated; code, field, value and cause behind the `i`. */
export function TroubleReason({ code, field, value, cause }: Props) {
  const t = useTranslations('sync');
  const common = useTranslations('common');
  const key = `troubles.fields.${field as 'contact_id'}` as const;
  const name = field === null ? t('troubles.unknownField') : t.has(key) ? t(key) : field;
  const details = [
    { label: t('details.code'), value: code },
    { label: t('details.field'), value: field },
    { label: t('details.value'), value },
    { label: t('details.cause'), value: cause },
  ].flatMap((detail) => (detail.value ? [{ label: detail.label, value: detail.value }] : []));
  return (
    <span className="wrap-anywhere">
      {t(`troubles.reasons.${reasonOf(code, field)}`, { field: name })}{' '}
      <InfoTip label={common('details')} copyLabel={common('copy')} copiedLabel={common('copied')} details={details} />
    </span>
  );
}

function reasonOf(code: string, field: string | null): 'foreign' | 'record-refused' | 'integration-failed' | 'other' {
  if (code === 'record-refused') return field === 'originSite' ? 'foreign' : code;
  return code === 'integration-failed' ? code : 'other';
}
