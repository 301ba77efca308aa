import { deliveryError } from '../errors';
import { LIMITS } from '../limits';
import type { XmlName } from './names';
import { Place } from './place';
import { Prefixes } from './prefixes';
import { endOfDoctype, isDeclaration } from './prolog';
import { BadReference, LONGEST_REFERENCE, resolveReferences } from './references';
import { type Attributes, TagReader } from './tag';

export interface XmlHandler {
  /** `name` is the local name; `attributes` holds `@name`, value, … and is used again for the next tag. */
  open(name: string, attributes: Attributes, line: number): void;
  /** One text may come in several pieces. */
  text(text: string): void;
  close(name: string): void;
}

const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const QUOTED_LENGTH = 40;

/**
 * Push parser with bounds: well-formed XML without DOCTYPE, or a DeliveryError that names file and place. Looks for the next
 * mark instead of at each character, which is several times as fast as parsers that are made for any document.
 */
export class XmlParser {
  private readonly tags = new TagReader();
  private readonly prefixes = new Prefixes();
  private readonly place = new Place();
  private readonly open: XmlName[] = [];
  /** what is looked at, and the next character of it */
  private text = '';
  private at = 0;
  /** what came since and waits for its end */
  private waiting: string[] = [];
  private waitingLength = 0;
  private wantedLength = 0;
  /** characters since the last tag */
  private sinceTag = 0;
  private isAtStart = true;
  private isLast = false;
  private hasRoot = false;
  private hasDoctype = false;
  private endedWithReturn = false;

  constructor(
    private readonly file: string,
    private readonly handler: XmlHandler,
    private readonly options: { refuseDoctype: boolean },
  ) {}

  /** The line that was read up to. */
  get line(): number {
    return this.place.count(this.text.length) + this.waiting.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
  }

  /** Lines that were dropped before the first `write`. */
  skipLines(count: number): void {
    this.place.line += count;
  }

  write(chunk: string): void {
    const text = this.unifyLineEnds(chunk);
    const illegal = text.search(ILLEGAL);
    this.take(illegal < 0 ? text : text.slice(0, illegal));
    if (illegal >= 0) this.failAtCharacter(text.charCodeAt(illegal));
    if (this.sinceTag + this.text.length - this.at + this.waitingLength > LIMITS.textLength) this.fail('F-xml-text', LIMITS.textLength);
  }

  end(): void {
    this.isLast = true;
    this.read('');
    if (this.at < this.text.length || this.open.length > 0 || !this.hasRoot) this.failAtEnd();
  }

  private unifyLineEnds(chunk: string): string {
    const text = this.endedWithReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    if (chunk !== '') this.endedWithReturn = chunk.endsWith('\r');
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }

  /** What could not be read to its end is tried again when there is twice as much: so long texts are not read again and again. */
  private take(text: string): void {
    if (this.waitingLength + text.length < this.wantedLength) {
      this.waiting.push(text);
      this.waitingLength += text.length;
    } else if (text !== '') this.read(text);
  }

  private read(more: string): void {
    const rest = this.text.slice(this.at);
    const text = rest + this.waiting.join('') + more;
    this.place.next(text, this.at);
    this.text = text;
    this.at = 0;
    this.waiting = [];
    this.waitingLength = 0;
    while (this.at < this.text.length && this.step());
    this.wantedLength = this.text.length - this.at;
  }

  /** Reads the next tag, text or remark; false: its end is not here. */
  private step(): boolean {
    if (this.text.charCodeAt(this.at) !== 0x3c) return this.readText();
    const next = this.text.charCodeAt(this.at + 1);
    if (next === 0x2f) return this.readCloseTag();
    if (next === 0x21 || next === 0x3f) return this.readOther(next);
    return this.readOpenTag();
  }

  private readText(): boolean {
    const next = this.text.indexOf('<', this.at);
    const end = next >= 0 ? next : this.isLast ? this.text.length : this.safeEnd();
    if (end === this.at) return false;
    const raw = this.text.slice(this.at, end);
    if (this.open.length === 0) {
      const odd = raw.search(/[^ \t\n]/);
      if (odd >= 0) this.failAt(this.at + odd);
    } else {
      const end = raw.indexOf(']]>');
      if (end >= 0) this.failAt(this.at + end);
      this.handler.text(raw.includes('&') ? this.resolve(raw, this.at) : raw);
    }
    this.sinceTag += raw.length;
    this.isAtStart = false;
    this.at = end;
    return true;
  }

  /** Keeps back what only the next piece explains: the beginning of a reference, of `]]>`, of a character. */
  private safeEnd(): number {
    const { text } = this;
    const ampersand = text.lastIndexOf('&');
    if (ampersand >= this.at && text.length - ampersand < LONGEST_REFERENCE && !text.includes(';', ampersand)) {
      return ampersand;
    }
    let end = text.length;
    if (text.endsWith(']')) end -= text.endsWith(']]') ? 2 : 1;
    else if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
    return Math.max(this.at, end);
  }

  private readOpenTag(): boolean {
    const { tags } = this;
    const end = tags.read(this.text, this.at);
    if (end < 0) {
      if (tags.fault === null) return false;
      if (tags.fault instanceof BadReference) this.failReference(tags.fault, 0);
      this.failAt(tags.fault);
    }
    const line = this.place.count(this.at);
    const { name, isEmpty } = tags;
    if (this.open.length === 0 && this.hasRoot) this.failAt(this.at);
    const depth = this.open.push(name);
    if (depth > LIMITS.depth) this.fail('F-xml-depth', LIMITS.depth);
    if (tags.isPrefixed) this.checkPrefixes(depth, end);
    this.hasRoot = true;
    this.isAtStart = false;
    this.sinceTag = 0;
    this.handler.open(name.local, tags.attributes, line);
    this.at = end;
    if (isEmpty) this.closeInnermost(name);
    return true;
  }

  private checkPrefixes(depth: number, end: number): void {
    for (const prefix of this.tags.declared) this.prefixes.declare(prefix, depth);
    const unknown = [this.tags.name, ...this.tags.prefixed].find((name) => !this.prefixes.knows(name));
    if (!unknown) return;
    throw deliveryError('F-xml-prefix', { file: this.file, ...this.place.of(end), prefix: unknown.prefix ?? '' });
  }

  private readCloseTag(): boolean {
    const { text, at } = this;
    const name = this.open.at(-1);
    if (name === undefined) this.failAt(at);
    let end = at + 2 + name.written.length;
    if (!text.startsWith(name.written, at + 2)) {
      if (!name.written.startsWith(text.slice(at + 2, end))) this.failAt(at);
      return false;
    }
    while (isSpace(text.charCodeAt(end))) end++;
    if (end >= text.length) return false;
    if (text.charCodeAt(end) !== 0x3e) this.failAt(at);
    this.sinceTag = 0;
    this.at = end + 1;
    this.closeInnermost(name);
    return true;
  }

  private closeInnermost(name: XmlName): void {
    this.prefixes.leave(this.open.length);
    this.open.pop();
    this.handler.close(name.local);
  }

  /** Comments, CDATA, processing instructions, the declaration and DOCTYPE. */
  private readOther(kind: number): boolean {
    const { text, at } = this;
    if (kind === 0x3f) return this.readUpTo('?>', 2, (end) => this.checkInstruction(text.slice(at, end)));
    if (text.startsWith('<!--', at)) {
      return this.readUpTo('-->', 4, (end) => {
        const dashes = text.indexOf('--', at + 4);
        if (dashes !== end - 3) this.failAt(dashes);
      });
    }
    if (text.startsWith('<![CDATA[', at)) {
      if (this.open.length === 0) this.failAt(at);
      return this.readUpTo(']]>', 9, (end) => this.handler.text(text.slice(at + 9, end - 3)));
    }
    if (text.startsWith('<!DOCTYPE', at)) return this.readDoctype();
    if (text.length - at < 9 && ['<!--', '<![CDATA[', '<!DOCTYPE'].some((mark) => mark.startsWith(text.slice(at)))) {
      return false;
    }
    this.failAt(at);
  }

  private readUpTo(mark: string, from: number, found: (end: number) => void): boolean {
    const at = this.text.indexOf(mark, this.at + from);
    if (at < 0) return false;
    found(at + mark.length);
    this.at = at + mark.length;
    this.isAtStart = false;
    this.sinceTag = 0;
    return true;
  }

  private checkInstruction(text: string): void {
    const target = /^<\?([^ \t\n?]*)(?=[ \t\n]|\?>)/.exec(text)?.[1] ?? '';
    const isXml = target.toLowerCase() === 'xml';
    const isRight = isXml ? this.isAtStart && isDeclaration(text) : this.tags.isName(target);
    if (!isRight) this.failAt(this.at);
  }

  private readDoctype(): boolean {
    if (this.options.refuseDoctype) {
      throw deliveryError('F-xml-doctype', { file: this.file, line: this.place.count(this.at) });
    }
    if (this.hasRoot || this.hasDoctype) this.failAt(this.at);
    const end = endOfDoctype(this.text, this.at);
    if (end < 0) return false;
    this.hasDoctype = true;
    this.isAtStart = false;
    this.at = end;
    return true;
  }

  private resolve(raw: string, at: number): string {
    try {
      return resolveReferences(raw);
    } catch (error) {
      if (error instanceof BadReference) this.failReference(error, at);
      throw error;
    }
  }

  private failReference({ at, isAmpersand }: BadReference, from: number): never {
    if (!isAmpersand) this.failAt(from + at);
    const quoted = this.text.slice(from + at, from + at + QUOTED_LENGTH);
    const received = /^[^\n<]*/.exec(quoted)?.[0] ?? '&';
    throw deliveryError('F-xml-ampersand', { file: this.file, ...this.place.of(from + at), received });
  }

  private failAt(at: number): never {
    throw deliveryError('F-xml-malformed', { file: this.file, ...this.place.of(at) });
  }

  private fail(code: 'F-xml-text' | 'F-xml-depth', limit: number): never {
    throw deliveryError(code, { file: this.file, line: code === 'F-xml-depth' ? this.place.count(this.at) : this.line, limit });
  }

  private failAtCharacter(code: number): never {
    const text = this.text.slice(this.at) + this.waiting.join('');
    this.place.next(text, this.at);
    const value = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    throw deliveryError('F-xml-control', { file: this.file, ...this.place.of(text.length), value });
  }

  private failAtEnd(): never {
    const bare = this.text.indexOf('&', this.at);
    if (bare >= 0) this.resolve(this.text.slice(bare), bare);
    const element = this.open.at(-1)?.written ?? '';
    throw deliveryError('F-xml-truncated', { file: this.file, line: this.place.count(this.text.length), element });
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09;
}
