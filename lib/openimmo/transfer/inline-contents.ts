import type { JsonValue } from '../types';
import { decodeInline } from '../xml/inline';

/** Receives the base64 contents as they are read; they are hashed and forgotten unless somebody wants them. */
export class InlineContents {
  private readonly wanted: Set<string>;
  private found: { sha256: string; bytes: Buffer }[] = [];

  constructor(wanted: Iterable<string> = []) {
    this.wanted = new Set(wanted);
  }

  /** What takes the text's place in the document: its hash and size, `''` for nothing, `false` for no base64. */
  keep(text: string): JsonValue {
    const content = decodeInline(text);
    if (content === 'empty') return '';
    if (content === 'invalid') return false;
    if (this.wanted.delete(content.sha256)) this.found.push(content);
    return { sha256: content.sha256, sizeBytes: content.bytes.length };
  }

  /** Each wanted content once. */
  take(): { sha256: string; bytes: Buffer }[] {
    const taken = this.found;
    if (taken.length > 0) this.found = [];
    return taken;
  }

  get isComplete(): boolean {
    return this.wanted.size === 0;
  }
}
