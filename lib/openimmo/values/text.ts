const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  sup2: '²',
  deg: '°',
  ndash: '–',
  mdash: '—',
  bull: '•',
  hellip: '…',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  laquo: '«',
  raquo: '»',
  bdquo: '„',
  ldquo: '“',
  rdquo: '”',
  shy: '',
};
const HAS_TAG = /<\/?[a-z!?][^<>]*>/i;
const TAGS = new RegExp(HAS_TAG, 'gi');
const MAX_PASSES = 8;

/** Text of several lines: without markup and control characters, lines kept, at most one empty line in a row. */
export function cleanText(raw: string): string | null {
  if (raw === '') return null;
  if (isTidyText(raw)) return raw.trim() || null;
  const lines = toPlain(raw)
    .split('\n')
    .map((line) => line.replace(/[\t\u00a0 ]+/g, ' ').trim());
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text === '' ? null : text;
}

export function cleanLine(raw: string): string | null {
  if (raw === '') return null;
  if (isTidyLine(raw)) return raw;
  const text = toPlain(raw).replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}

/** Control characters, and what turns or hides text: never wanted in a listing. */
const INVISIBLE = '\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff';
const ALL_INVISIBLE = new RegExp(`[^\\P{Cc}\\n\\t]|[${INVISIBLE}]`, 'gu');
const UNTIDY = new RegExp(`[<&\\p{Cc}\\u00a0\\u2028\\u2029${INVISIBLE}]`, 'u');

/** Most texts need nothing done to them, which is told much faster than done. */
function isTidyLine(raw: string): boolean {
  return !raw.includes('  ') && !raw.startsWith(' ') && !raw.endsWith(' ') && !UNTIDY.test(raw);
}

function isTidyText(raw: string): boolean {
  if (raw.includes('  ') || raw.includes(' \n') || raw.includes('\n ') || raw.includes('\n\n\n')) return false;
  return !UNTIDY.test(raw.includes('\n') ? raw.replaceAll('\n', '') : raw);
}

function toPlain(raw: string): string {
  const unified = raw.replace(/\r\n?|\u2028|\u2029/g, '\n');
  const text = /[<&]/.test(unified) ? withoutMarkup(decodeEntities(unified)) : unified;
  return text.replace(ALL_INVISIBLE, '');
}

function withoutMarkup(html: string): string {
  let text = dropBlocks(dropBlocks(dropBlocks(html, /<!--/g, /-->/g), ...blocksOf('script')), ...blocksOf('style'))
    .replace(/<br\s{0,9}\/?>|<\/(?:p|div|li|h[1-6]|tr)>/gi, '\n')
    .replace(/<li\b[^<>]*>/gi, '• ');
  // Taking a tag away may leave another one: `<<b>script>`.
  for (let pass = 0; pass < MAX_PASSES && HAS_TAG.test(text); pass++) text = text.replace(TAGS, '');
  return HAS_TAG.test(text) ? text.replaceAll('<', '') : text;
}

function blocksOf(element: string): [RegExp, RegExp] {
  return [new RegExp(`<${element}\\b[^<>]*>`, 'gi'), new RegExp(`</${element}[^<>]*>`, 'gi')];
}

/** Linear, as one regular expression for both ends would not be. Without an end nothing is dropped. */
function dropBlocks(text: string, begin: RegExp, end: RegExp): string {
  let kept = '';
  let from = 0;
  for (let start = begin.exec(text); start; start = begin.exec(text)) {
    end.lastIndex = begin.lastIndex;
    if (!end.exec(text)) break;
    kept += text.slice(from, start.index);
    from = end.lastIndex;
    begin.lastIndex = from;
  }
  return kept + text.slice(from);
}

/** For texts that were escaped twice, as by software that puts HTML into XML. */
function decodeEntities(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6}\d?);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const code = name.charAt(1).toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}
