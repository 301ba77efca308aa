/** `value` is canonical: `1234.5`, no sign but a minus, no useless zeros. `ambiguous`: `1.234` or `1,234`, read as a fraction. */
export type Decimal = { kind: 'empty' } | { kind: 'invalid' } | { kind: 'number'; value: string; ambiguous: boolean };

const CURRENCY_OR_UNIT =
  /^(?:eur|euro|chf|usd|gbp|pln|czk|huf|[€$£¥])\s*|\s*(?:eur|euro|chf|usd|gbp|pln|czk|huf|[€$£¥]|m²|qm)$/giu;
const MAX_LENGTH = 60;
const MAX_INTEGER_DIGITS = 15;
const MAX_FRACTION_DIGITS = 12;

/**
 * Reads `123.45`, `123,45`, `1.234,56`, `1,234,567.89`, `1'234.50`, `1 234`, with currency signs and `,-`.
 * One separator alone is a decimal one; `1e5` is no number.
 */
export function readDecimal(text: string): Decimal {
  const trimmed = text.replace(/[\s\u00a0\u202f\u2009]+/gu, ' ').trim();
  if (trimmed === '') return { kind: 'empty' };
  if (trimmed.length > MAX_LENGTH) return { kind: 'invalid' };
  const bare = withoutDashes(trimmed.replace(CURRENCY_OR_UNIT, ''));
  const parts = /^([+-]?) ?(\d[\d.,' ’]*|[.,]\d+)$/u.exec(bare);
  if (!parts) return { kind: 'invalid' };
  const digits = (parts[2] ?? '').trim();
  const decimal = findDecimalSeparator(digits);
  const integer = decimal === null ? digits : digits.slice(0, decimal);
  const fraction = decimal === null ? '' : digits.slice(decimal + 1);
  if (!isGrouped(integer) || !/^\d*$/.test(fraction)) return { kind: 'invalid' };
  const whole = integer.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0';
  if (whole.length > MAX_INTEGER_DIGITS) return { kind: 'invalid' };
  const rest = fraction.slice(0, MAX_FRACTION_DIGITS).replace(/0+$/, '');
  const value = rest === '' ? whole : `${whole}.${rest}`;
  const sign = parts[1] === '-' && value !== '0' ? '-' : '';
  return { kind: 'number', value: sign + value, ambiguous: /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) };
}

/** `450.000,-` has its decimal separator behind the thousands: the dashes stand for zeros. */
function withoutDashes(text: string): string {
  const dashes = /[.,](?:-{1,2}|–|—)$/u.exec(text);
  if (!dashes) return text.trim();
  const amount = text.slice(0, dashes.index);
  return `${amount}${amount.includes('.') ? ',' : '.'}00`;
}

/** The last of two different separators, or the only one there is; several of one kind separate thousands. */
function findDecimalSeparator(digits: string): number | null {
  const dot = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  const last = Math.max(dot, comma);
  if (last < 0) return null;
  const isAlone = digits.indexOf(digits.charAt(last)) === last;
  return isAlone ? last : null;
}

/** Digits, or groups of three behind one to three digits, all with the same separator. */
function isGrouped(integer: string): boolean {
  return /^\d*$/.test(integer) || /^\d{1,3}([.,' ’])\d{3}(?:\1\d{3})*$/u.test(integer);
}
