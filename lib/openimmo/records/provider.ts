import { type Message, message } from '../messages';
import type { JsonObject, ProviderRecord } from '../types';
import { Fields } from './fields';

/** `anbieter` without its properties. */
export function readProvider(
  document: JsonObject,
  place: { index: number; transferIndex: number; line: number },
): ProviderRecord {
  const fields = new Fields(document, new Map(), []);
  return {
    ...place,
    sameAs: null,
    number: fields.key('anbieternr'),
    openimmoAnid: fields.key('openimmo_anid'),
    name: fields.line('firma'),
    licence: fields.line('lizenzkennung'),
    email: fields.line('impressum_strukt/email') ?? fields.line('email_zentrale'),
    phone: fields.line('impressum_strukt/telefon') ?? fields.line('tel_zentrale'),
    website: fields.line('impressum_strukt/url') ?? fields.line('url'),
    document,
  };
}

export function hasId(provider: ProviderRecord): boolean {
  return provider.number !== null || provider.openimmoAnid !== null;
}

export function checkProvider(provider: ProviderRecord): Message | null {
  if (hasId(provider)) return null;
  return message('P-no-id', { name: provider.name ?? '–', line: provider.line }, { element: 'anbieter' });
}
