/** Languages × zones × shapes is far less; a bound all the same, for zones are data. */
const MOST_KEPT = 500;

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

/** A date format: making one costs a hundred times as much as using it, and a page uses dozens. */
export function dateFormat(tag: string, options: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  return keep(dates, `${tag} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(tag, options));
}

/** A number format, likewise. */
export function numberFormat(tag: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return keep(numbers, `${tag} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(tag, options));
}

/** Which plural form a number takes. */
export function pluralRules(tag: string, options: Intl.PluralRulesOptions = {}): Intl.PluralRules {
  return keep(plurals, `${tag} ${JSON.stringify(options)}`, () => new Intl.PluralRules(tag, options));
}

/** "Today", "in 2 days". */
export function relativeFormat(tag: string): Intl.RelativeTimeFormat {
  return keep(relatives, tag, () => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
}

function keep<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}
