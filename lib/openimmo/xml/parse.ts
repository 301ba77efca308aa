import { LIMITS } from '../limits';
import { XmlFaults } from './faults';
import type { XmlName } from './names';
import { Prefixes } from './prefixes';
import { endOfDoctype, isDeclaration, targetOf } from './prolog';
import { BadReference, ILLEGAL, safeEnd } from './references';
import { type Attributes, isSpace, TagReader } from './tag';
import { TextWindow } from './window';

export interface XmlHandler {
  /** `name` is the local name; `attributes` holds `@name`, value, … */
  open(name: string, attributes: Attributes, line: number): void;
  /** One text may come in several pieces. */
  text(text: string): void;
  close(name: string): void;
}

const [LESS, SLASH, BANG, QUESTION, GREATER] = [0x3c, 0x2f, 0x21, 0x3f, 0x3e];

/**
 * Push parser with bounds: well-formed XML without DOCTYPE, or a DeliveryError that names file and place. Looks for the next
 * mark instead of at each character, which is fast; tests/unit/openimmo/xml-oracle.test.ts compares it with another parser.
 */
export class XmlParser {
  private readonly window = new TextWindow();
  private readonly tags = new TagReader();
  private readonly prefixes = new Prefixes();
  private readonly faults: XmlFaults;
  private readonly open: XmlName[] = [];
  /** characters of text since the last tag */
  private sinceTag = 0;
  private isAtStart = true;
  private hasRoot = false;
  private hasDoctype = false;

  constructor(
    file: string,
    private readonly handler: XmlHandler,
    private readonly options: { refuseDoctype: boolean },
  ) {
    this.faults = new XmlFaults(file, this.window);
  }

  get line(): number {
    return this.window.line;
  }

  /** Lines that were dropped before the first `write`. */
  skipLines(count: number): void {
    this.window.place.line += count;
  }

  write(chunk: string): void {
    const text = this.window.unify(chunk);
    const illegal = text.search(ILLEGAL);
    if (this.window.add(illegal < 0 ? text : text.slice(0, illegal))) this.read();
    if (illegal >= 0) this.faults.control(text.charCodeAt(illegal));
    if (this.sinceTag + this.window.unread > LIMITS.textLength) this.faults.tooLong(LIMITS.textLength);
  }

  end(): void {
    this.window.isLast = true;
    this.window.load();
    this.read();
    if (this.window.unread > 0 || this.open.length > 0 || !this.hasRoot) {
      this.faults.end(this.open.at(-1)?.written ?? '');
    }
  }

  private read(): void {
    const { window } = this;
    while (window.at < window.text.length && this.step(window.text, window.at));
    window.rest();
  }

  /** Reads the next tag, text or remark; false: its end is not here. */
  private step(text: string, at: number): boolean {
    if (text.charCodeAt(at) !== LESS) return this.readText(text, at);
    const next = text.charCodeAt(at + 1);
    if (next === SLASH) return this.readCloseTag(text, at);
    if (next === BANG || next === QUESTION) return this.readOther(text, at, next);
    return this.readOpenTag(text, at);
  }

  private readText(text: string, at: number): boolean {
    const next = text.indexOf('<', at);
    const end = next >= 0 ? next : this.window.isLast ? text.length : safeEnd(text, at);
    if (end === at) return false;
    const raw = text.slice(at, end);
    if (this.open.length === 0) {
      const odd = raw.search(/[^ \t\n]/);
      if (odd >= 0) this.faults.malformed(at + odd);
    } else {
      const mark = raw.indexOf(']]>');
      if (mark >= 0) this.faults.malformed(at + mark);
      this.handler.text(raw.includes('&') ? this.faults.resolve(raw, at) : raw);
    }
    this.sinceTag += raw.length;
    this.isAtStart = false;
    this.window.at = end;
    return true;
  }

  private readOpenTag(text: string, at: number): boolean {
    const { tags } = this;
    const end = tags.read(text, at);
    if (end < 0) {
      if (tags.fault === null) return false;
      if (tags.fault instanceof BadReference) this.faults.reference(tags.fault, 0);
      this.faults.malformed(tags.fault);
    }
    const { name } = tags;
    if (this.open.length === 0 && this.hasRoot) this.faults.malformed(at);
    const depth = this.open.push(name);
    if (depth > LIMITS.depth) this.faults.depth(LIMITS.depth);
    if (tags.isPrefixed) this.checkPrefixes(depth, end);
    this.hasRoot = true;
    this.isAtStart = false;
    this.sinceTag = 0;
    this.handler.open(name.local, tags.attributes, this.window.place.count(at));
    this.window.at = end;
    if (tags.isEmpty) this.closeInnermost(name);
    return true;
  }

  private checkPrefixes(depth: number, end: number): void {
    for (const prefix of this.tags.declared) this.prefixes.declare(prefix, depth);
    const unknown = [this.tags.name, ...this.tags.prefixed].find((name) => !this.prefixes.knows(name));
    if (unknown) this.faults.prefix(unknown.prefix ?? '', end);
  }

  private readCloseTag(text: string, at: number): boolean {
    const name = this.open[this.open.length - 1];
    if (name === undefined) this.faults.malformed(at);
    let end = at + 2 + name.written.length;
    if (!text.startsWith(name.written, at + 2)) {
      if (!name.written.startsWith(text.slice(at + 2, end))) this.faults.malformed(at);
      return false;
    }
    while (isSpace(text.charCodeAt(end))) end++;
    if (end >= text.length) return false;
    if (text.charCodeAt(end) !== GREATER) this.faults.malformed(at);
    this.sinceTag = 0;
    this.window.at = end + 1;
    this.closeInnermost(name);
    return true;
  }

  private closeInnermost(name: XmlName): void {
    this.prefixes.leave(this.open.length);
    this.open.pop();
    this.handler.close(name.local);
  }

  /** Comments, CDATA, processing instructions, the declaration and DOCTYPE. */
  private readOther(text: string, at: number, kind: number): boolean {
    if (kind === QUESTION) return this.readUpTo('?>', 2, (end) => this.checkInstruction(text.slice(at, end)));
    if (text.startsWith('<!--', at)) {
      return this.readUpTo('-->', 4, (end) => {
        const dashes = text.indexOf('--', at + 4);
        if (dashes !== end - 3) this.faults.malformed(dashes);
      });
    }
    if (text.startsWith('<![CDATA[', at)) {
      if (this.open.length === 0) this.faults.malformed(at);
      return this.readUpTo(']]>', 9, (end) => this.handler.text(text.slice(at + 9, end - 3)));
    }
    if (text.startsWith('<!DOCTYPE', at)) return this.readDoctype(text, at);
    if (text.length - at < 9 && ['<!--', '<![CDATA[', '<!DOCTYPE'].some((mark) => mark.startsWith(text.slice(at))))
      return false;
    return this.faults.malformed(at);
  }

  private readUpTo(mark: string, from: number, found: (end: number) => void): boolean {
    const at = this.window.text.indexOf(mark, this.window.at + from);
    if (at < 0) return false;
    found(at + mark.length);
    this.window.at = at + mark.length;
    this.isAtStart = false;
    this.sinceTag = 0;
    return true;
  }

  private checkInstruction(text: string): void {
    const target = targetOf(text);
    const isXml = target.toLowerCase() === 'xml';
    const isRight = isXml ? this.isAtStart && isDeclaration(text) : this.tags.isName(target);
    if (!isRight) this.faults.malformed(this.window.at);
  }

  private readDoctype(text: string, at: number): boolean {
    if (this.options.refuseDoctype) this.faults.doctype();
    if (this.hasRoot || this.hasDoctype) this.faults.malformed(at);
    const end = endOfDoctype(text, at);
    if (end < 0) return false;
    this.hasDoctype = true;
    this.isAtStart = false;
    this.window.at = end;
    return true;
  }
}
