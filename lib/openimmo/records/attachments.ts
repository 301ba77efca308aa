import { type Message, message } from '../messages';
import type { AttachmentLocation, AttachmentRecord, JsonObject } from '../types';
import { cleanLine } from '../values/text';
import { isObject, listOf, textOf, valueAt } from './fields';

/** What an `anhang` says about where its content is; the file name is still to be looked up. */
export type Content =
  | { kind: 'base64'; sha256: string; sizeBytes: number }
  | { kind: 'url'; url: string }
  | { kind: 'file'; path: string }
  | { kind: 'nothing' };

export interface AttachmentDraft {
  line: number;
  group: string | null;
  title: string | null;
  format: string | null;
  name: string | null;
  check: AttachmentRecord['check'];
  content: Content;
}

/**
 * All `anhang` of a property, also those directly under `immobilie`; the title picture first, then in order.
 * null: no `anhaenge`, or an empty one: what is stored is kept.
 */
export function readAttachments(
  document: JsonObject,
  lines: readonly number[],
  warnings: Message[],
): AttachmentDraft[] | null {
  const sets = listOf(document.anhaenge);
  const nested = sets.flatMap((set) => (isObject(set) ? listOf(set.anhang) : []));
  const elements = [...nested, ...listOf(document.anhang)];
  if (elements.length === 0) {
    if (sets.length > 0) warnings.push(message('A-empty-set', {}, { line: lines[0], element: 'anhaenge' }));
    return null;
  }
  const drafts = elements.map((element, index) => {
    return readAttachment(
      isObject(element) ? element : { '#text': element },
      lines[index] ?? lines.at(-1) ?? 0,
      warnings,
    );
  });
  return drafts.toSorted((a, b) => rank(a) - rank(b));
}

function rank(draft: AttachmentDraft): number {
  return draft.group === 'TITELBILD' ? 0 : 1;
}

function readAttachment(element: JsonObject, line: number, warnings: Message[]): AttachmentDraft {
  const path = textOf(valueAt(element, 'daten/pfad')).trim() || textOf(valueAt(element, 'pfad')).trim();
  const title = lineAt(element, 'anhangtitel');
  const name = nameOf(path) ?? title;
  const checkValue = lineAt(element, 'check');
  return {
    line,
    group: (lineAt(element, '@gruppe') ?? lineAt(element, 'gruppe'))?.toUpperCase() ?? null,
    title,
    format: lineAt(element, 'format'),
    name,
    check: checkValue === null ? null : { type: lineAt(element, 'check/@ctype'), value: checkValue },
    content: readContent(element, path, { line, name: name ?? '–', warnings }),
  };
}

function lineAt(element: JsonObject, path: string): string | null {
  return cleanLine(textOf(valueAt(element, path)));
}

/** Decided by what is there, whatever `location` says: base64, URL, then file name. */
function readContent(
  element: JsonObject,
  path: string,
  context: { line: number; name: string; warnings: Message[] },
): Content {
  const inline = valueAt(element, 'daten/anhanginhalt') ?? valueAt(element, 'anhanginhalt');
  if (isObject(inline) && typeof inline.sizeBytes === 'number' && typeof inline.sha256 === 'string') {
    return { kind: 'base64', sha256: inline.sha256, sizeBytes: inline.sizeBytes };
  }
  if (inline === false) {
    const place = { line: context.line, element: 'anhang/daten/anhanginhalt' };
    context.warnings.push(message('A-base64', { name: context.name }, place));
  }
  const url = asUrl(path);
  if (url !== null) return { kind: 'url', url };
  return path === '' ? { kind: 'nothing' } : { kind: 'file', path };
}

function asUrl(path: string): string | null {
  if (!/^https?:\/\//i.test(path) || !URL.canParse(path)) return null;
  return new URL(path).href;
}

function nameOf(path: string): string | null {
  const withoutQuery = /^https?:/i.test(path) ? path.replace(/[?#].*$/s, '') : path;
  return cleanLine(
    withoutQuery
      .replaceAll('\\', '/')
      .split('/')
      .findLast((part) => part !== '') ?? '',
  );
}

export function finishAttachment(
  draft: AttachmentDraft,
  position: number,
  location: AttachmentLocation,
): AttachmentRecord {
  const { content: _, ...rest } = draft;
  return { position, ...rest, location, fingerprint: fingerprintOf(location, draft.check) };
}

function fingerprintOf(location: AttachmentLocation, check: AttachmentRecord['check']): string {
  switch (location.kind) {
    case 'entry':
      return `crc32:${location.crc32.toString(16).padStart(8, '0')}:${location.sizeBytes}`;
    case 'sibling':
      return `file:${location.path}:${location.sizeBytes}:${location.modifiedAt}`;
    case 'base64':
      return `sha256:${location.sha256}`;
    case 'url':
      return `url:${location.url}:${check?.value ?? ''}`;
    case 'missing':
      return `missing:${location.name}:${check?.value ?? ''}`;
  }
}
