import { type DeliveryError, deliveryError } from '../errors';

export interface XmlFailure {
  file: string;
  /** What was read since the last tag, and where in it the parser gave up. */
  text: string;
  /** where that text begins; columns are counted from 0 */
  from: { line: number; column: number };
  failedAt: number;
  line: number;
  column: number;
  /** innermost open element when the file ended too early; null while it goes on */
  unclosed: string | null;
}

const ALLOWED_ENTITY = /^&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);/;
const QUOTED_LENGTH = 40;

/** Says what is wrong by looking at the text, because a parser that met a bare `&` gives up much later than there. */
export function explainXmlError(failure: XmlFailure): DeliveryError {
  const { file, line, column, text } = failure;
  const culprit = text.charCodeAt(failure.failedAt - 1);
  if (culprit < 0x20 || culprit >= 0xfffe) {
    const value = `U+${culprit.toString(16).toUpperCase().padStart(4, '0')}`;
    if (culprit !== 9 && culprit !== 10 && culprit !== 13) {
      return deliveryError('F-xml-control', { file, line, column, value });
    }
  }
  const ampersand = findBareAmpersand(text);
  if (ampersand !== null) {
    const after = text.slice(ampersand);
    const place = placeIn(failure, ampersand);
    const received = /^[^\n<]*/.exec(after.slice(0, QUOTED_LENGTH))?.[0] ?? '&';
    return deliveryError('F-xml-ampersand', { file, ...place, received });
  }
  if (failure.unclosed !== null) return deliveryError('F-xml-truncated', { file, line, element: failure.unclosed });
  return deliveryError('F-xml-malformed', { file, line, column });
}

function findBareAmpersand(text: string): number | null {
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    if (!ALLOWED_ENTITY.test(text.slice(at, at + 12))) return at;
  }
  return null;
}

/** Line and column of a character that was read before the parser gave up. */
function placeIn({ text, from }: XmlFailure, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return { line: from.line + lines.length - 1, column: lines.length === 1 ? from.column + last + 1 : last + 1 };
}
