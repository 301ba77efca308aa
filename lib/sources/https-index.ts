import { z } from 'zod';

/** A file that a page lists; its path is relative to the page's folder, decoded. */
export interface ListedLink {
  path: string;
  /** Where the page says it. */
  sizeBytes: number | null;
  modifiedAt: Date | null;
}

const Entry = z.union([
  z.string().transform((href) => ({ href, size: undefined, moment: undefined })),
  z
    .object({
      url: z.string().optional(),
      href: z.string().optional(),
      path: z.string().optional(),
      name: z.string().optional(),
      size: z.number().int().min(0).optional().catch(undefined),
      mtime: z.string().optional().catch(undefined),
      mod_time: z.string().optional().catch(undefined),
      modified: z.string().optional().catch(undefined),
      lastModified: z.string().optional().catch(undefined),
    })
    .transform(({ url, href, path, name, size, mtime, mod_time, modified, lastModified }) => ({
      href: url ?? href ?? path ?? name,
      size,
      moment: mtime ?? mod_time ?? modified ?? lastModified,
    })),
]);
const Listing = z.union([
  z.array(z.unknown()),
  z.object({ files: z.array(z.unknown()) }).transform(({ files }) => files),
]);

/**
 * The links of an index page, HTML or JSON (as Apache, nginx and Caddy make them), to what lies below its own address. A
 * link to elsewhere, upwards or to another host is left out. Null: it is no list. Pure.
 */
export function readIndexPage(text: string, contentType: string, page: URL, asked: URL): ListedLink[] | null {
  const isJson = /\bjson\b/i.test(contentType) || /^\s*[[{]/.test(text);
  const links = isJson ? readJson(text) : readHtml(text, contentType);
  if (links === null) return null;
  const found = new Map<string, ListedLink>();
  for (const { href, size, moment } of links) {
    const path = pathBelow(href, page, asked);
    const modified = Date.parse(moment ?? '');
    // To the second, as the file itself says it.
    const modifiedAt = Number.isNaN(modified) ? null : new Date(Math.floor(modified / 1000) * 1000);
    if (path !== null && !found.has(path)) found.set(path, { path, sizeBytes: size ?? null, modifiedAt });
  }
  return [...found.values()];
}

interface RawLink {
  href: string;
  size?: number | undefined;
  moment?: string | undefined;
}

function readJson(text: string): RawLink[] | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const listing = Listing.safeParse(json);
  if (!listing.success) return null;
  return listing.data.flatMap((item) => {
    const entry = Entry.safeParse(item);
    return entry.success && entry.data.href !== undefined ? [{ ...entry.data, href: entry.data.href }] : [];
  });
}

function readHtml(text: string, contentType: string): RawLink[] | null {
  if (!/html/i.test(contentType) && !/^\s*<(!doctype|html)/i.test(text)) return null;
  const links = text.matchAll(/<a\s[^<>]{0,500}?href\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s>"']{1,2000}))/gi);
  return [...links].map(([, quoted, single, bare]) => ({ href: unescapeHtml(quoted ?? single ?? bare ?? '') }));
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&(amp|#38|#x26);/gi, '&')
    .replace(/&(quot|#34);/gi, '"')
    .replace(/&(apos|#39);/gi, "'");
}

/** Null: it does not lie below the page's folder, where it was asked for and where it came from. */
function pathBelow(href: string, page: URL, asked: URL): string | null {
  if (!URL.canParse(href, page)) return null;
  const target = new URL(href, page);
  const folder = new URL('.', `${page.origin}${page.pathname}`);
  if (target.origin !== asked.origin || page.origin !== asked.origin) return null;
  if (!target.pathname.startsWith(folder.pathname) || target.pathname === folder.pathname) return null;
  const parts = target.pathname.slice(folder.pathname.length).split('/');
  try {
    const decoded = parts.map(decodeURIComponent);
    // `%2f` in a name would be a way.
    return decoded.some((part) => part.includes('/')) ? null : decoded.join('/');
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
