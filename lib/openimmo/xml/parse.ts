import { SaxesParser } from 'saxes';
import { deliveryError } from '../errors';
import { LIMITS } from '../limits';
import { explainXmlError } from './explain';
import { Prefixes } from './prefixes';

export interface XmlHandler {
  /** `name` is the local name; attributes come with their prefixes, without those that declare them. */
  open(name: string, attributes: Record<string, string>, line: number): void;
  text(text: string): void;
  close(name: string): void;
}

/**
 * Push parser with bounds: well-formed XML without DOCTYPE, or a DeliveryError that names file and place.
 * Prefixes are resolved here and not by saxes, which is a third slower with namespaces.
 */
export class XmlParser {
  private readonly parser = new SaxesParser<{ position: true; xmlns: false }>({ position: true, xmlns: false });
  private readonly prefixes = new Prefixes();
  private depth = 0;
  private innermost: string[] = [];
  private firstLine = 0;
  /** where the last tag ended, in characters */
  private lastEvent = 0;
  private lastPlace = { line: 1, column: 0 };
  /** the text since then, and where it begins */
  private recent: string[] = [];
  private recentStart = 0;
  private written = 0;
  private closing = false;

  constructor(
    private readonly file: string,
    private readonly handler: XmlHandler,
    options: { refuseDoctype: boolean },
  ) {
    this.parser.on('error', () => this.fail());
    this.parser.on('doctype', () => {
      this.mark();
      if (options.refuseDoctype) throw deliveryError('F-xml-doctype', { file, line: this.line });
    });
    this.parser.on('opentag', (tag) => this.open(tag.name, tag.attributes));
    this.parser.on('closetag', (tag) => this.close(tag.name));
    this.parser.on('text', (text) => handler.text(text));
    this.parser.on('cdata', (text) => {
      this.mark();
      handler.text(text);
    });
    this.parser.on('comment', () => {
      this.mark();
    });
  }

  get line(): number {
    return this.firstLine + this.parser.line;
  }

  /** Lines that were dropped before the first `write`. */
  skipLines(count: number): void {
    this.firstLine += count;
  }

  write(text: string): void {
    if (text === '') return;
    this.recent.push(text);
    this.written += text.length;
    this.parser.write(text);
    // Between two writes saxes counts the last chunk twice, so its own position is no use here.
    if (this.written - this.lastEvent > LIMITS.textLength) {
      throw deliveryError('F-xml-text', { file: this.file, line: this.line, limit: LIMITS.textLength });
    }
    this.forgetRead();
  }

  end(): void {
    this.closing = true;
    this.parser.close();
  }

  private open(name: string, attributes: Record<string, string>): void {
    this.mark();
    this.depth++;
    if (this.depth > LIMITS.depth) {
      throw deliveryError('F-xml-depth', { file: this.file, line: this.line, limit: LIMITS.depth });
    }
    const unknown = this.prefixes.enter(this.depth, name, attributes);
    if (unknown !== null) {
      const place = { line: this.line, column: this.parser.column };
      throw deliveryError('F-xml-prefix', { file: this.file, ...place, prefix: unknown });
    }
    this.innermost.push(name);
    this.handler.open(localName(name), attributes, this.line);
  }

  private close(name: string): void {
    this.mark();
    this.innermost.pop();
    this.prefixes.leave(this.depth);
    this.depth--;
    this.handler.close(localName(name));
  }

  private mark(): void {
    this.lastEvent = this.parser.position;
    this.lastPlace.line = this.line;
    this.lastPlace.column = this.parser.column;
  }

  private forgetRead(): void {
    while (this.recent.length > 1 && this.recentStart + (this.recent[0]?.length ?? 0) <= this.lastEvent) {
      this.recentStart += this.recent.shift()?.length ?? 0;
    }
  }

  private fail(): never {
    throw explainXmlError({
      file: this.file,
      text: this.recent.join('').slice(Math.max(0, this.lastEvent - this.recentStart)),
      from: this.lastPlace,
      failedAt: this.parser.position - this.lastEvent,
      line: this.line,
      column: this.parser.column,
      unclosed: this.closing ? (this.innermost.at(-1) ?? '') : null,
    });
  }
}

export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
