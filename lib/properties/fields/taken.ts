export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function itemsOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Remembers which values of a document were shown already, so that the rest is everything else and nothing twice. */
export class Taken {
  private readonly names = new Map<JsonObject, Set<string>>();

  take(parent: JsonObject, name: string): void {
    const names = this.names.get(parent) ?? new Set();
    names.add(name);
    this.names.set(parent, names);
  }

  has(parent: JsonObject, name: string): boolean {
    return this.names.get(parent)?.has(name) ?? false;
  }

  /** The text of an element that `parent` holds under `name`. */
  text(parent: JsonObject, name: string, item: unknown): string {
    if (typeof item === 'string') {
      this.take(parent, name);
      return item.trim();
    }
    if (!isObject(item) || typeof item['#text'] !== 'string') return '';
    this.take(item, '#text');
    return item['#text'].trim();
  }

  attribute(item: JsonObject, name: string): string {
    const value = item[`@${name}`];
    if (typeof value !== 'string') return '';
    this.take(item, `@${name}`);
    return value.trim();
  }
}
