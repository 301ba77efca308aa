/** A page's `searchParams`, whatever somebody typed into the address. */
export type Query = Record<string, string | string[] | undefined>;

/** The one value of a name; repeated and empty ones count as absent. */
export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A value that is one of the choices; `unknown` says that something else was asked for. */
export function choice<T extends string>(query: Query, name: string, choices: readonly T[]) {
  const asked = one(query, name);
  const value = choices.find((known) => known === asked);
  return { value, unknown: asked !== undefined && value === undefined };
}

/** The place of a page's first row in the whole list: only shown, never believed. */
export function startOf(query: Query): number {
  const from = Number(one(query, 'from') ?? 1);
  return one(query, 'after') && Number.isSafeInteger(from) && from > 1 ? from : 1;
}

/** `path?name=value`, without what is absent. */
export function hrefOf(path: string, values: Record<string, string | number | undefined | null>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** The address of this very page, for the way back after signing in. */
export function addressOf(path: string, query: Query): string {
  return hrefOf(path, Object.fromEntries(Object.keys(query).map((name) => [name, one(query, name)])));
}
