import { deliveryError } from '../errors';
import { InvalidBytes, UnknownEncoding, XmlDecoder } from './decode';
import { type XmlHandler, XmlParser } from './parse';

/** Feeds a file's bytes to a handler, chunk by chunk: `push` returns when everything in the chunk was handled. */
export class XmlReader {
  private readonly decoder = new XmlDecoder();
  private readonly parser: XmlParser;
  /** The encoding is known and the first text was parsed. */
  hasBegun = false;

  constructor(
    private readonly file: string,
    handler: XmlHandler,
    options = { refuseDoctype: true },
  ) {
    this.parser = new XmlParser(file, handler, options);
  }

  /** White space before the declaration was dropped. Known as soon as `hasBegun`. */
  get hasLeadingSpace(): boolean {
    return this.decoder.leadingSpace !== '';
  }

  push(bytes: Buffer): void {
    this.parse(() => this.decoder.write(bytes));
  }

  end(): void {
    this.parse(() => this.decoder.end());
    this.parser.end();
  }

  private parse(decode: () => string): void {
    try {
      const text = decode();
      if (!this.hasBegun && text !== '') this.begin();
      this.parser.write(text);
    } catch (error) {
      throw this.explain(error);
    }
  }

  private begin(): void {
    this.hasBegun = true;
    this.parser.skipLines(this.decoder.leadingSpace.split(/\r\n|\r|\n/).length - 1);
  }

  private explain(error: unknown): unknown {
    if (error instanceof UnknownEncoding) {
      return deliveryError('F-xml-encoding', { file: this.file, encoding: error.encoding });
    }
    if (!(error instanceof InvalidBytes)) return error;
    this.parser.write(error.before);
    const { byte, value, encoding } = error;
    return deliveryError('F-xml-bytes', { file: this.file, line: this.parser.line, byte, value, encoding });
  }
}
