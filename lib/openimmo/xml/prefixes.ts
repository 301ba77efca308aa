/** Which namespace prefixes are declared where: the namespaces themselves do not matter to us. */
export class Prefixes {
  private declared: { prefix: string; depth: number }[] = [];

  /** Takes note of the element's declarations and returns the first prefix that nobody declared, else null. */
  enter(depth: number, name: string, attributes: Record<string, string>): string | null {
    let prefixed: string[] | null = null;
    for (const attribute in attributes) {
      const colon = attribute.indexOf(':');
      if (colon < 0) continue;
      const prefix = attribute.slice(0, colon);
      if (prefix === 'xmlns') this.declared.push({ prefix: attribute.slice(colon + 1), depth });
      else if (prefixed) prefixed.push(prefix);
      else prefixed = [prefix];
    }
    const colon = name.indexOf(':');
    if (colon >= 0 && !this.knows(name.slice(0, colon))) return name.slice(0, colon);
    return prefixed?.find((prefix) => !this.knows(prefix)) ?? null;
  }

  leave(depth: number): void {
    while (this.declared.length > 0 && this.declared.at(-1)?.depth === depth) this.declared.pop();
  }

  private knows(prefix: string): boolean {
    return prefix === 'xml' || this.declared.some((one) => one.prefix === prefix);
  }
}
