import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { getFormat } from '@/lib/i18n/get-format';

interface Props {
  /** How many files the last form moved, as the address says. */
  cleaned: string | undefined;
  restored: string | undefined;
}

export async function CleanupNotice({ cleaned, restored }: Props) {
  const [t, format] = await Promise.all([getTranslations('cleanup'), getFormat()]);
  const key = cleaned === undefined ? 'restored' : 'cleaned';
  const count = cleaned ?? restored;
  if (count === undefined || !/^\d{1,6}$/.test(count)) return null;
  return <Alert tone="ok" role="status" title={t(key, { count: Number(count), n: format.number(Number(count)) })} />;
}
