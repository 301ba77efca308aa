import { LIMITS } from '../limits';
import { XmlFaults } from './faults';
import { MarkupReader } from './markup';
import type { XmlName } from './names';
import { Prefixes } from './prefixes';
import { BadReference, ILLEGAL, safeEnd } from './references';
import { type Attributes, isSpace, TagReader } from './tag';
import { WholeElement } from './whole';
import { TextWindow } from './window';

export interface XmlHandler {
  /** `name` is the local name; `attributes` holds `@name`, value, … */
  open(name: string, attributes: Attributes, line: number): void;
  /** One text may come in several pieces. */
  text(text: string): void;
  /** `isWhole`: it ended where the text ended that `skips` was shown. */
  close(name: string, isWhole: boolean): void;
  /** Whether the element that begins here is worth being shown as a whole. */
  wantsWhole?(name: string): boolean;
  /** The element as a whole; true: it need not be read. */
  skips?(whole: WholeText): boolean;
}

/** An element from its first character to its last. */
export interface WholeText {
  text: string;
  /** That it may use. */
  prefixes: string;
  line: number;
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
  private readonly markup: MarkupReader;
  private readonly open: XmlName[] = [];
  private readonly whole = new WholeElement();
  /** characters of text since the last tag */
  private sinceTag = 0;
  private isAtStart = true;
  private hasRoot = false;

  constructor(
    file: string,
    private readonly handler: XmlHandler,
    { refuseDoctype }: { refuseDoctype: boolean },
  ) {
    this.faults = new XmlFaults(file, this.window);
    this.markup = new MarkupReader(this.faults, {
      refuseDoctype,
      isName: (text) => this.tags.isName(text),
      text: (text) => handler.text(text),
    });
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
    this.whole.forget();
    while (window.at < window.text.length && this.step(window.text, window.at));
    window.rest();
  }

  /** Reads the next tag, text or remark; false: its end is not here. */
  private step(text: string, at: number): boolean {
    if (text.charCodeAt(at) !== LESS) return this.readText(text, at);
    const next = text.charCodeAt(at + 1);
    if (next === SLASH) return this.readCloseTag(text, at);
    if (next === BANG || next === QUESTION) return this.readMarkup(text, at);
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
    if (!tags.isEmpty && !tags.isPrefixed && this.handler.wantsWhole?.(name.local)) {
      const skipped = this.skipWhole(text, at, end);
      if (skipped !== null) return skipped;
    }
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

  /** True: it need not be read. False: its end is not here. Null: it is read like any other. */
  private skipWhole(text: string, at: number, end: number): boolean | null {
    const { written } = this.tags.name;
    const place = { name: written, depth: this.open.length + 1, isLast: this.window.isLast };
    const found = this.whole.find(text, end, place);
    if (found === 'never') return null;
    if (found === 'later') return false;
    const whole = { text: text.slice(at, found), prefixes: this.prefixes.names, line: this.window.place.count(at) };
    if (!this.handler.skips?.(whole)) return null;
    this.pass(found);
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
    this.closeInnermost(name, this.whole.isEnd(this.open.length, at));
    return true;
  }

  private closeInnermost(name: XmlName, isWhole = false): void {
    this.prefixes.leave(this.open.length);
    this.open.pop();
    this.handler.close(name.local, isWhole);
  }

  private readMarkup(text: string, at: number): boolean {
    const { isAtStart, hasRoot } = this;
    const end = this.markup.read(text, at, { isInside: this.open.length > 0, isAtStart, hasRoot });
    if (end < 0) return false;
    this.pass(end);
    return true;
  }

  /** Read up to there, and no text at its end. */
  private pass(end: number): void {
    this.window.at = end;
    this.isAtStart = false;
    this.sinceTag = 0;
  }
}
