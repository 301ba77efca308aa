import { getMessages, getTranslations } from 'next-intl/server';
import type { ConnectionLabels } from './connection-form';

/** The form's texts; `connected`: a token is stored already. */
export async function readConnectionLabels(connected: boolean): Promise<ConnectionLabels> {
  const [t, common, { sync }] = await Promise.all([
    getTranslations('admin.synchronisation'),
    getTranslations('common'),
    getMessages(),
  ]);
  return {
    url: t('url'),
    urlHint: t('urlHint'),
    siteName: t('siteName'),
    siteNameHint: t('siteNameHint'),
    token: t('token'),
    tokenHint: connected ? t('tokenKeep') : t('tokenNew'),
    test: t('test'),
    testing: t('testing'),
    change: t('change'),
    anotherOwner: t('anotherOwner'),
    anotherAction: t('anotherAction'),
    details: common('details'),
    copy: common('copy'),
    copied: common('copied'),
    detailNames: sync.details,
    connectionKinds: sync.connectionKinds,
  };
}
