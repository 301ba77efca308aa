import { getTranslations } from 'next-intl/server';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import type { InterfaceDetail } from '@/lib/interfaces/get';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { listProviders } from '@/lib/providers/list';
import { intervalText } from '../_parts/source-text';
import type { FormValues } from './interface-form';

const INTERVALS = [1, 5, 15, 30, 60, 120, 360, 720, 1440, 10_080];

/** What the form needs to be shown, filled with an interface's settings or with the defaults. */
export async function interfaceFormProps(iface: InterfaceDetail | null) {
  const [t, providers] = await Promise.all([getTranslations('interfaces'), listProviders(db())]);
  const own = iface?.intervalMinutes ?? null;
  const minutes = own === null || INTERVALS.includes(own) ? INTERVALS : [...INTERVALS, own].sort((a, b) => a - b);
  return {
    interfaceId: iface?.id ?? null,
    saved: savedValues(iface),
    roots: env().deliveryRoots,
    providers: providers.map(({ id, name }) => ({ id, name })),
    intervals: [
      { value: '', label: t('form.byHand') },
      ...minutes.map((value) => ({ value: String(value), label: intervalText(t, value) })),
    ],
  };
}

function savedValues(iface: InterfaceDetail | null): FormValues {
  const rules = iface?.rules ?? DEFAULT_RULES;
  return {
    name: iface?.name,
    path: iface?.source.path,
    recordKey: rules.recordKey,
    contacts: rules.contacts,
    fullTransfer: rules.fullTransfer,
    guardPercent: String(rules.guardPercent),
    guardMinimum: String(rules.guardMinimum),
    publishNew: rules.publishNew ? 'on' : undefined,
    intervalMinutes: iface?.intervalMinutes ? String(iface.intervalMinutes) : '',
    ...Object.fromEntries((iface?.providers ?? []).map(({ id }) => [`provider-${id}`, 'on'])),
  };
}
