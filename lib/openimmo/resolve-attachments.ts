import type { FileIndex } from './archive/find-file';
import { baseName, joinPath, percentVariants } from './archive/names';
import { LIMITS } from './limits';
import { type Message, message } from './messages';
import { type AttachmentDraft, finishAttachment } from './records/attachments';
import type { PropertyDraft } from './records/property';
import type { AttachmentLocation, DeliveryBytes, PropertyRecord } from './types';

export interface Files {
  /** of the archive; null for a bare XML */
  index: FileIndex | null;
  beside: DeliveryBytes['beside'];
}

type Lookup = AttachmentLocation | Message;

/** Looks up where every attachment's bytes lie; what is not there becomes `missing`, with a warning that names it. */
export async function resolveAttachments(draft: PropertyDraft, files: Files): Promise<PropertyRecord> {
  if (draft.attachments === null) return { ...draft, attachments: null };
  const attachments = [];
  for (const [position, attachment] of draft.attachments.entries()) {
    const found = await locate(attachment, draft.xmlPath, files);
    if ('code' in found) draft.warnings.push(found);
    const location = 'code' in found ? { kind: 'missing' as const, name: attachment.name ?? '' } : found;
    attachments.push(finishAttachment(attachment, position, location));
  }
  return { ...draft, attachments };
}

async function locate(attachment: AttachmentDraft, xmlPath: string, files: Files): Promise<Lookup> {
  const { content, line } = attachment;
  const name = attachment.name ?? '–';
  const place = { line, element: 'anhaenge/anhang' };
  if (content.kind === 'nothing') return message('A-nothing', { title: attachment.title ?? '–' }, place);
  if (content.kind !== 'file') return content;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(content.path)) {
    return message('A-missing', { name }, { ...place, received: content.path });
  }
  const found = files.index
    ? findEntry(files.index, xmlPath, content.path, attachment)
    : await findBeside(files.beside, content.path, attachment);
  if (!('sizeBytes' in found)) return found;
  if (found.sizeBytes === 0) return message('A-empty', { name }, place);
  if (found.sizeBytes > LIMITS.attachmentBytes) {
    return message('A-too-big', { name, size: found.sizeBytes, limit: LIMITS.attachmentBytes }, place);
  }
  return found;
}

function findEntry(index: FileIndex, xmlPath: string, path: string, { line, name }: AttachmentDraft): Lookup {
  const place = { line, element: 'anhaenge/anhang', received: path };
  const shown = name ?? path;
  const found = index.find(xmlPath, path);
  if (found.kind === 'ambiguous') return message('A-ambiguous', { name: shown, count: found.count }, place);
  if (found.kind === 'none') return message('A-missing', { name: shown }, place);
  const { method, crc32, sizeBytes } = found.entry;
  if (method !== 0 && method !== 8) return message('A-method', { name: shown, method }, place);
  return { kind: 'entry', path: found.entry.path, crc32, sizeBytes };
}

/** A bare XML's files: where it says, else by name beside it. Nothing outside that directory is asked for. */
async function findBeside(
  beside: DeliveryBytes['beside'],
  path: string,
  { line, name }: AttachmentDraft,
): Promise<Lookup> {
  const place = { line, element: 'anhaenge/anhang', received: path };
  const shown = name ?? path;
  if (!beside) return message('A-missing', { name: shown }, place);
  const spellings = percentVariants(path.replaceAll('\\', '/'));
  const relative = spellings.map((spelling) => joinPath('', spelling));
  if (relative.some((one) => one.split('/').includes('..'))) return message('A-path', { name: shown }, place);
  const candidates = new Set([...relative.filter((one) => !/^[a-z]:/i.test(one)), ...relative.map(baseName)]);
  for (const candidate of candidates) {
    const file = candidate === '' ? null : await beside(candidate);
    if (file) return { kind: 'sibling', path: file.path, sizeBytes: file.sizeBytes, modifiedAt: file.modifiedAt };
  }
  return message('A-missing', { name: shown }, place);
}
