import { type Message, message } from '../messages';
import type { JsonObject, TransferHeader, TransferScope } from '../types';
import { readMoment } from '../values/time';
import { Fields } from './fields';

export interface ReadHeader {
  header: TransferHeader;
  messages: Message[];
}

const SCOPES = new Map<string, TransferScope>([
  ['voll', 'full'],
  ['teil', 'partial'],
]);

/** `uebertragung`; what it says may stand in attributes or in elements. `document` is null when it is missing. */
export function readHeader(
  document: JsonObject | null,
  place: { index: number; xmlPath: string; line: number | null },
): ReadHeader {
  const messages: Message[] = [];
  const file = place.xmlPath;
  const fields = new Fields(document ?? {}, new Map(), messages);
  const value = (name: string) => fields.line(`@${name}`) ?? fields.line(name);
  const at = { line: place.line, element: 'uebertragung' };
  const say = (one: Message) => {
    messages.push(one);
  };

  const umfang = value('umfang');
  const scope = SCOPES.get(umfang?.toLowerCase() ?? '');
  if (document === null) say(message('F-header-missing', { file }, at));
  else if (umfang === null) say(message('F-scope-missing', { file }, at));
  else if (scope === undefined) say(message('F-scope-unknown', { file, received: umfang }, at));

  const timestamp = readMoment(value('timestamp') ?? '');
  if (timestamp === 'invalid') say(message('F-timestamp', { file, received: value('timestamp') ?? '' }, at));
  const mode = value('modus');
  if (mode?.toUpperCase() === 'DELETE') say(message('F-mode-delete', { file }, { ...at, received: mode }));

  const header: TransferHeader = {
    index: place.index,
    xmlPath: place.xmlPath,
    scope: scope ?? 'partial',
    scopeGiven: scope !== undefined,
    timestamp: timestamp === 'invalid' ? null : timestamp,
    software: value('sendersoftware'),
    softwareVersion: value('senderversion'),
    version: value('version'),
    mode,
    technicalEmail: value('techn_email'),
    document: document ?? {},
  };
  return { header, messages };
}
