import type { XmlName } from './names';

/** Which namespace prefixes are declared where: the namespaces themselves do not matter to us. */
export class Prefixes {
  /** prefix -> how many of the open elements declare it */
  private readonly known = new Map<string, number>([['xml', 1]]);
  private readonly declared: { prefix: string; depth: number }[] = [];

  declare(prefix: string, depth: number): void {
    this.declared.push({ prefix, depth });
    this.known.set(prefix, (this.known.get(prefix) ?? 0) + 1);
  }

  /** Those that may be used here: a text means the same only among the same. */
  get names(): string {
    return [...this.known.keys()].sort().join(' ');
  }

  knows({ prefix }: XmlName): boolean {
    return prefix === null || this.known.has(prefix);
  }

  leave(depth: number): void {
    while (this.declared.length > 0 && this.declared.at(-1)?.depth === depth) {
      const prefix = this.declared.pop()?.prefix ?? '';
      const left = (this.known.get(prefix) ?? 1) - 1;
      if (left === 0) this.known.delete(prefix);
      else this.known.set(prefix, left);
    }
  }
}
