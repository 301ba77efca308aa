import { isUtf8 } from 'node:buffer';
import { decodeWindows1252 } from '../windows-1252';

/** Bytes that are no text in the file's encoding. `before` is the text up to them, so that the parser can tell the line. */
export class InvalidBytes extends Error {
  constructor(
    readonly before: string,
    readonly byte: number,
    readonly value: string,
    readonly encoding: string,
  ) {
    super(`invalid ${encoding} at byte ${byte}`);
  }
}

export class UnknownEncoding extends Error {
  constructor(readonly encoding: string) {
    super(`unknown encoding ${encoding}`);
  }
}

type Decode = (bytes: Buffer, isLast: boolean) => string;

const DECLARATION_BYTES = 1024;
const BOMS = [
  { encoding: 'utf-8', bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-16le', bytes: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', bytes: Buffer.from([0xfe, 0xff]) },
];

/** Bytes of an XML file to text: byte order mark, else declaration, else UTF-8. ISO-8859-1 is read as windows-1252, as browsers do. */
export class XmlDecoder {
  encoding: string | null = null;
  /** White space that stood before the declaration and was dropped, for lines to be counted right. */
  leadingSpace = '';
  private head: Buffer = Buffer.alloc(0);
  private decode: Decode | null = null;

  /** @throws InvalidBytes, UnknownEncoding */
  write(bytes: Buffer): string {
    if (this.decode) return this.decode(bytes, false);
    this.head = this.head.length === 0 ? bytes : Buffer.concat([this.head, bytes]);
    return this.head.length < DECLARATION_BYTES ? '' : this.begin()(this.head, false);
  }

  end(): string {
    return this.decode ? this.decode(Buffer.alloc(0), true) : this.begin()(this.head, true);
  }

  private begin(): Decode {
    const bom = BOMS.find(({ bytes }) => this.head.subarray(0, bytes.length).equals(bytes));
    let skipped = bom?.bytes.length ?? 0;
    const start = this.head.toString('latin1', skipped, DECLARATION_BYTES);
    const space = /^[ \t\r\n]+(?=<\?xml[ \t\r\n])/.exec(start)?.[0] ?? '';
    if (bom?.encoding === 'utf-8' || !bom) {
      this.leadingSpace = space;
      skipped += space.length;
    }
    this.encoding = bom?.encoding ?? guessUtf16(this.head) ?? declaredEncoding(start.slice(space.length));
    this.head = this.head.subarray(skipped);
    this.decode = decodeOf(this.encoding, skipped);
    return this.decode;
  }
}

function guessUtf16(head: Buffer): string | null {
  if (head.length < 2) return null;
  const mark = head.readUInt16BE(0);
  return mark === 0x3c00 ? 'utf-16le' : mark === 0x003c ? 'utf-16be' : null;
}

function declaredEncoding(start: string): string {
  const label = /^<\?xml[^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["']([^"'>]*)["']/.exec(start)?.[1];
  if (label === undefined) return 'utf-8';
  try {
    const encoding = new TextDecoder(label).encoding;
    // A declaration that can be read byte by byte does not stand in a UTF-16 file, whatever it says.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    throw new UnknownEncoding(label);
  }
}

function decodeOf(encoding: string, skippedBytes: number): Decode {
  if (encoding === 'utf-8') return utf8(skippedBytes);
  return encoding === 'windows-1252' ? decodeWindows1252 : other(encoding, skippedBytes);
}

/** Node's own conversion makes one-byte strings of ASCII, which the streaming TextDecoder does not. */
function utf8(skippedBytes: number): Decode {
  let carry: Buffer = Buffer.alloc(0);
  let offset = skippedBytes;
  return (bytes, isLast) => {
    const all = carry.length === 0 ? bytes : Buffer.concat([carry, bytes]);
    const whole = isLast ? all : all.subarray(0, all.length - unfinishedBytes(all));
    if (!isUtf8(whole)) {
      const bad = firstInvalid(whole);
      throw new InvalidBytes(whole.toString('utf8', 0, bad), offset + bad + 1, hex(whole, bad), 'UTF-8');
    }
    carry = all.subarray(whole.length);
    offset += whole.length;
    return whole.toString('utf8');
  };
}

/** How many bytes at the end begin a character whose rest is still to come. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function firstInvalid(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const end = at + sequenceLength(bytes[at] ?? 0);
    if (end > bytes.length || !isUtf8(bytes.subarray(at, end))) return at;
    at = end;
  }
  return at;
}

function other(encoding: string, skippedBytes: number): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let offset = skippedBytes;
  return (bytes, isLast) => {
    try {
      const text = decoder.decode(bytes, { stream: !isLast });
      offset += bytes.length;
      return text;
    } catch {
      throw new InvalidBytes('', offset + 1, hex(bytes, 0), encoding);
    }
  };
}

function hex(bytes: Buffer, at: number): string {
  return `0x${bytes.toString('hex', at, at + 1)}`;
}
