import { type Message, message } from '../messages';
import type { JsonObject, PropertyRecord, RecordAction } from '../types';
import { type AttachmentDraft, readAttachments } from './attachments';
import { readColumns } from './columns';
import { readContact } from './contact';
import { Fields, type Lines } from './fields';

export interface PropertyPlace {
  position: number;
  xmlPath: string;
  line: number;
  /** first line of each element name */
  lines: Lines;
  attachmentLines: readonly number[];
}

export type PropertyDraft = Omit<PropertyRecord, 'attachments'> & { attachments: AttachmentDraft[] | null };

/** One `immobilie` as a record; where its attachments lie is still to be looked up. */
export function readProperty(document: JsonObject, place: PropertyPlace): PropertyDraft {
  const warnings: Message[] = [];
  const { position, xmlPath, line } = place;
  const fields = new Fields(document, place.lines, warnings);
  const keys = {
    obid: fields.key('verwaltung_techn/openimmo_obid'),
    external: fields.key('verwaltung_techn/objektnr_extern'),
    internal: fields.key('verwaltung_techn/objektnr_intern'),
  };
  if (keys.obid === null && keys.external === null && keys.internal === null) {
    warnings.push(message('R-no-key', { line }, { element: 'verwaltung_techn' }));
  }
  return {
    position,
    xmlPath,
    line,
    action: readAction(fields),
    keys,
    columns: readColumns(fields),
    document,
    contact: readContact(fields),
    attachments: readAttachments(document, place.attachmentLines, warnings),
    warnings,
  };
}

const ACTIONS = new Map<string, RecordAction>([
  ['', 'upsert'],
  ['add', 'upsert'],
  ['new', 'upsert'],
  ['change', 'upsert'],
  ['delete', 'delete'],
  ['referenz', 'reference'],
]);

/** A word nobody knows never deletes anything. */
function readAction(fields: Fields): RecordAction {
  const forms = ['aktion/@aktionart', 'aktion/aktionart', 'aktion', 'aktionart', '@aktionart'];
  const path = forms.map((form) => `verwaltung_techn/${form}`).find((form) => fields.raw(form).trim() !== '');
  const received = path === undefined ? '' : fields.raw(path).trim();
  const action = ACTIONS.get(received.toLowerCase());
  if (action) return action;
  const line = fields.lineOf('verwaltung_techn/aktion') ?? 0;
  fields.warnings.push(message('R-action-unknown', { received, line }, { element: 'verwaltung_techn/aktion' }));
  return 'upsert';
}
