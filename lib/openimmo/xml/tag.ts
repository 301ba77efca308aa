import { type XmlName, XmlNames } from './names';
import { BadReference, resolveReferences } from './references';

/** `@name`, value, `@name`, value … without what declares namespaces. */
export type Attributes = readonly string[];

/** More attributes than this are looked for doubles with a set. */
const FEW = 12;

/** Reads opening tags; what one says stays until the next one is read. */
export class TagReader {
  name: XmlName = { written: '', prefix: null, local: '', key: '' };
  attributes: string[] = [];
  /** `<a/>` */
  isEmpty = false;
  /** There are prefixes, or declarations of them. */
  isPrefixed = false;
  /** the prefixes that it declares */
  declared: string[] = [];
  /** the names of its attributes that have a prefix */
  prefixed: XmlName[] = [];
  /** What is wrong, or where; null: the text ends before the tag does. */
  fault: number | BadReference | null = null;
  private readonly names = new XmlNames();
  private readonly seen: XmlName[] = [];
  private manySeen: Set<string> | null = null;

  isName(text: string): boolean {
    return this.names.read(text, 0) !== null && this.names.end === text.length;
  }

  /** Reads the tag that begins at `from` and answers where it ends; -1: see `fault`. */
  read(text: string, from: number): number {
    this.fault = null;
    const name = this.names.read(text, from + 1);
    let at = this.names.end;
    if (name === null) return at >= text.length ? -1 : this.failAt(at);
    this.name = name;
    this.isPrefixed = name.prefix !== null;
    if (this.seen.length > 0) this.forget();
    for (;;) {
      const before = at;
      while (isSpace(text.charCodeAt(at))) at++;
      if (at >= text.length) return -1;
      const code = text.charCodeAt(at);
      if (code === 0x3e) {
        this.isEmpty = false;
        return at + 1;
      }
      if (code === 0x2f) {
        if (at + 1 >= text.length) return -1;
        this.isEmpty = true;
        return text.charCodeAt(at + 1) === 0x3e ? at + 2 : this.failAt(at);
      }
      if (at === before) return this.failAt(at);
      at = this.readAttribute(text, at);
      if (at < 0) return -1;
    }
  }

  private forget(): void {
    this.attributes = [];
    this.seen.length = 0;
    this.manySeen = null;
    this.declared = [];
    this.prefixed = [];
  }

  private readAttribute(text: string, from: number): number {
    const name = this.names.read(text, from);
    let at = this.names.end;
    if (name === null) return this.failAt(from);
    while (isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return -1;
    if (text.charCodeAt(at) !== 0x3d) return this.failAt(at);
    do at++;
    while (isSpace(text.charCodeAt(at)));
    if (at >= text.length) return -1;
    const quote = text.charAt(at);
    if (quote !== '"' && quote !== "'") return this.failAt(at);
    const end = text.indexOf(quote, at + 1);
    if (end < 0) return -1;
    const value = this.readValue(text, at + 1, end);
    if (value === null || this.isDouble(name)) {
      this.fault ??= from;
      return -1;
    }
    this.keep(name, value);
    return end + 1;
  }

  private readValue(text: string, from: number, end: number): string | null {
    const value = text.slice(from, end);
    if (!/[<&\n\t]/.test(value)) return value;
    const less = value.indexOf('<');
    if (less >= 0) {
      this.fault = from + less;
      return null;
    }
    try {
      return resolveReferences(value.replace(/[\n\t]/g, ' '));
    } catch (error) {
      if (!(error instanceof BadReference)) throw error;
      this.fault = new BadReference(from + error.at, error.isAmpersand);
      return null;
    }
  }

  private isDouble(name: XmlName): boolean {
    const { seen } = this;
    if (seen.length > FEW) {
      this.manySeen ??= new Set(seen.map(({ written }) => written));
      return this.manySeen.size === this.manySeen.add(name.written).size;
    }
    for (let index = 0; index < seen.length; index++) {
      if (seen[index]?.written === name.written) return true;
    }
    seen.push(name);
    return false;
  }

  private keep(name: XmlName, value: string): void {
    if (name.prefix === null && name.local !== 'xmlns') {
      this.attributes.push(name.key, value);
      return;
    }
    this.isPrefixed = true;
    if (name.prefix === 'xmlns') this.declared.push(name.local);
    else if (name.prefix !== null) {
      this.prefixed.push(name);
      this.attributes.push(name.key, value);
    }
  }

  private failAt(at: number): number {
    this.fault = at;
    return -1;
  }
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09;
}
