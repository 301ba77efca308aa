/** A name as it is written, and its parts; one object per name, so that names are compared and hashed once. */
export interface XmlName {
  written: string;
  prefix: string | null;
  local: string;
  /** the local name as an attribute's key in a document */
  key: string;
}

const BUCKETS = 4096;
/** A file that invents names fills neither the memory with them nor a bucket. */
const MOST_IN_BUCKET = 8;

const START =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const NAME = new RegExp(`[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`, 'uy');

/** 1: may begin a name, 2: may follow in it; of ASCII. */
const KINDS = new Uint8Array(128).map((_, code) => {
  const character = String.fromCharCode(code);
  return /[:A-Z_a-z]/.test(character) ? 1 : /[-.0-9]/.test(character) ? 2 : 0;
});

/** Finds names in a text without cutting them out again and again. */
export class XmlNames {
  /** where the name that was read last ends */
  end = 0;
  private readonly buckets: (XmlName[] | undefined)[] = new Array(BUCKETS);

  /** The name that begins at `from`; null: none does. A name that ends with the text may go on behind it. */
  read(text: string, from: number): XmlName | null {
    let hash = 0;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 128) return this.readUnusual(text, from);
      const kind = KINDS[code];
      if (kind === 0 || (kind === 2 && at === from)) break;
      hash = (hash * 31 + code) | 0;
    }
    this.end = at;
    return at === from ? null : this.find(text, from, hash & (BUCKETS - 1));
  }

  private readUnusual(text: string, from: number): XmlName | null {
    NAME.lastIndex = from;
    const found = NAME.exec(text);
    this.end = from + (found?.[0].length ?? 0);
    return found && this.find(text, from, 0);
  }

  private find(text: string, from: number, hash: number): XmlName {
    const length = this.end - from;
    const bucket = this.buckets[hash];
    if (bucket !== undefined) {
      for (const name of bucket) {
        if (name.written.length === length && text.startsWith(name.written, from)) return name;
      }
    }
    const name = toName(text.slice(from, this.end));
    if (bucket === undefined) this.buckets[hash] = [name];
    else if (bucket.length < MOST_IN_BUCKET) bucket.push(name);
    return name;
  }
}

function toName(written: string): XmlName {
  const colon = written.indexOf(':');
  const local = colon < 0 ? written : written.slice(colon + 1);
  return { written, prefix: colon < 0 ? null : written.slice(0, colon), local, key: `@${local}` };
}
