import { deliveryError } from '../errors';
import { BadReference, resolveReferences } from './references';
import type { TextWindow } from './window';

const QUOTED_LENGTH = 40;

/** Says what is wrong with a file, and where. */
export class XmlFaults {
  constructor(
    private readonly file: string,
    private readonly window: TextWindow,
  ) {}

  malformed(at: number): never {
    throw deliveryError('F-xml-malformed', { file: this.file, ...this.window.place.of(at) });
  }

  reference({ at, isAmpersand }: BadReference, from: number): never {
    const { text, place } = this.window;
    if (!isAmpersand) this.malformed(from + at);
    const received = /^[^\n<]*/.exec(text.slice(from + at, from + at + QUOTED_LENGTH))?.[0] ?? '&';
    throw deliveryError('F-xml-ampersand', { file: this.file, ...place.of(from + at), received });
  }

  prefix(prefix: string, at: number): never {
    throw deliveryError('F-xml-prefix', { file: this.file, ...this.window.place.of(at), prefix });
  }

  doctype(): never {
    throw deliveryError('F-xml-doctype', { file: this.file, line: this.window.place.count(this.window.at) });
  }

  depth(limit: number): never {
    throw deliveryError('F-xml-depth', { file: this.file, line: this.window.place.count(this.window.at), limit });
  }

  tooLong(limit: number): never {
    throw deliveryError('F-xml-text', { file: this.file, line: this.window.line, limit });
  }

  /** A character that XML does not allow follows on what came. */
  control(code: number): never {
    this.window.load();
    const value = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    throw deliveryError('F-xml-control', { file: this.file, ...this.window.place.of(this.window.text.length), value });
  }

  /** The file ends in the middle: of a bare `&`, if there is one, else of the element. */
  end(element: string): never {
    const { text, at, place } = this.window;
    const bare = text.indexOf('&', at);
    if (bare >= 0) this.resolve(text.slice(bare), bare);
    throw deliveryError('F-xml-truncated', { file: this.file, line: place.count(text.length), element });
  }

  resolve(raw: string, at: number): string {
    try {
      return resolveReferences(raw);
    } catch (error) {
      if (error instanceof BadReference) this.reference(error, at);
      throw error;
    }
  }
}
