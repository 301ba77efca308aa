import { getTranslations } from 'next-intl/server';
import { db } from '@/lib/db/client';
import type { InterfaceSource } from '@/lib/db/schema/interfaces';
import { env } from '@/lib/env';
import { capitalised } from '@/lib/i18n/capitalised';
import type { InterfaceDetail } from '@/lib/interfaces/get';
import { DEFAULT_LANGUAGE, DEFAULT_RULES } from '@/lib/interfaces/input';
import { listProviderNames } from '@/lib/providers/list-names';
import { intervalText } from '../_parts/source-text';
import type { FormValues } from './interface-form';

const INTERVALS = [1, 5, 15, 30, 60, 120, 360, 720, 1440, 10_080];

/** What the form needs to be shown, filled with an interface's settings or with the defaults. */
export async function interfaceFormProps(iface: InterfaceDetail | null) {
  const [t, providers] = await Promise.all([getTranslations('interfaces'), listProviderNames(db())]);
  const own = iface?.intervalMinutes ?? null;
  const minutes = own === null || INTERVALS.includes(own) ? INTERVALS : [...INTERVALS, own].sort((a, b) => a - b);
  return {
    interfaceId: iface?.id ?? null,
    saved: savedValues(iface),
    hasSecrets: iface !== null && iface.secrets !== null,
    roots: env().deliveryRoots,
    providers,
    intervals: [
      { value: '', label: t('form.byHand') },
      ...minutes.map((value) => ({ value: String(value), label: capitalised(intervalText(t, value)) })),
      { value: 'times', label: t('form.atTimes') },
    ],
  };
}

const ticked = (yes: boolean): string | undefined => (yes ? 'on' : undefined);
const textOf = (value: number | null): string => (value === null ? '' : String(value));

function savedValues(iface: InterfaceDetail | null): FormValues {
  const rules = iface?.rules ?? DEFAULT_RULES;
  return {
    name: iface?.name,
    ...sourceValues(iface?.source ?? { kind: 'directory', path: '' }),
    recordKey: rules.recordKey,
    contacts: rules.contacts,
    fullTransfer: rules.fullTransfer,
    guardPercent: String(rules.guardPercent),
    guardMinimum: String(rules.guardMinimum),
    publishNew: ticked(rules.publishNew),
    unknownProvider: rules.unknownProvider,
    skipWithoutText: ticked(rules.skipWithoutText),
    addressReleased: ticked(rules.addressReleased),
    filesPerRun: textOf(rules.filesPerRun),
    keepOriginalsDays: String(rules.keepOriginalsDays),
    deleteOriginals: ticked(rules.deleteOriginals),
    heartbeatDays: textOf(rules.heartbeatDays),
    attachmentHosts: rules.attachmentHosts.join('\n'),
    language: iface?.language ?? DEFAULT_LANGUAGE,
    intervalMinutes: iface?.times ? 'times' : textOf(iface?.intervalMinutes ?? null),
    times: iface?.times ?? '',
    ...Object.fromEntries((iface?.providers ?? []).map(({ id }) => [`provider-${id}`, 'on'])),
  };
}

/** Never a secret: those are not even read here. */
function sourceValues(source: InterfaceSource): FormValues {
  const usual = { kind: source.kind, ftpSecurity: 'explicit' };
  switch (source.kind) {
    case 'directory':
      return { ...usual, path: source.path };
    case 'sftp':
      return {
        ...usual,
        sftpHost: source.host,
        sftpPort: String(source.port),
        sftpUser: source.user,
        sftpPath: source.path,
        sftpHostKey: source.hostKey ?? '',
      };
    case 'ftp':
      return {
        ...usual,
        ftpHost: source.host,
        ftpPort: String(source.port),
        ftpUser: source.user,
        ftpPath: source.path,
        ftpSecurity: source.security,
      };
    case 'https':
      return { ...usual, httpsUrl: source.url, httpsListing: ticked(source.listing), httpsUser: source.user ?? '' };
    case 'upload':
      return usual;
  }
}
