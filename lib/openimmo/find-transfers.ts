import { baseName } from './archive/names';
import type { Archive, ArchiveEntry } from './archive/open';
import { readEntry } from './archive/read-entry';
import { deliveryError } from './errors';
import { type Message, message } from './messages';
import { type Root, sniffRoot } from './xml/sniff';

const ROOT = 'openimmo';
const FEEDBACK = 'openimmo_feedback';
const ARCHIVES = /\.(zip|rar|7z|gz|tgz|tar|bz2|xz)$/i;
/** Not looked into: what they are is plain from their name, and there may be tens of thousands. */
const MEDIA =
  /\.(jpe?g|png|gif|bmp|tiff?|webp|heic|avif|svg|ico|pdf|docx?|xlsx?|pptx?|rtf|odt|html?|css|js|mp[34]|mov|avi|wmv|webm|wav|dwg|dxf|txt|csv)$/i;
const SYSTEM = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

export interface FoundTransfers {
  entries: ArchiveEntry[];
  messages: Message[];
}

/** The archive's OpenImmo files in name order, and a note on whatever else is neither one nor an attachment. */
export async function findTransfers(archive: Archive, signal?: AbortSignal): Promise<FoundTransfers> {
  const messages: Message[] = [];
  const found: ArchiveEntry[] = [];
  const others: string[] = [];
  const system = archive.entries.filter((entry) => SYSTEM.test(entry.path));
  if (system[0]) messages.push(message('F-ignored', { name: topName(system[0]), count: system.length }));
  const candidates = archive.entries.filter((entry) => !SYSTEM.test(entry.path) && !MEDIA.test(entry.path));
  const isOnlyOne = candidates.filter(isNamedXml).length === 1;
  for (const entry of candidates.toSorted(byName)) {
    signal?.throwIfAborted();
    if (ARCHIVES.test(entry.path)) {
      messages.push(message('F-nested-archive', { name: entry.path }));
      others.push(entry.path);
      continue;
    }
    const root = await sniffRoot(entry.path, readEntry(archive, entry));
    if (root.name === ROOT) {
      found.push(entry);
      continue;
    }
    if (root.problem && isNamedXml(entry) && (isOnlyOne || BLOCKING.test(root.problem.code))) throw root.problem;
    if (root.name === null && !isNamedXml(entry)) continue;
    others.push(describeRoot(entry, root));
    messages.push(noteOther(entry, root));
  }
  if (found.length === 0) throw deliveryError('F-no-openimmo', { found: others.slice(0, 10).join(', ') || '–' });
  return { entries: found, messages };
}

/** What hides the root of a file that may well be OpenImmo; a file that is no XML at all is only noted beside others. */
const BLOCKING = /^F-(zip|xml-encoding|xml-bytes)/;

function isNamedXml(entry: ArchiveEntry): boolean {
  return /\.xml$/i.test(entry.path);
}

function noteOther(entry: ArchiveEntry, root: Root): Message {
  if (root.name === FEEDBACK) return message('F-feedback', { name: entry.path });
  return message('F-other-xml', { name: entry.path, root: root.name ?? root.problem?.code ?? '–' });
}

function describeRoot(entry: ArchiveEntry, root: Root): string {
  return `${entry.path} (${root.name === null ? (root.problem?.code ?? '–') : `<${root.name}>`})`;
}

function byName(a: ArchiveEntry, b: ArchiveEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function topName({ path }: ArchiveEntry): string {
  return path.startsWith('__MACOSX/') ? '__MACOSX' : baseName(path);
}
