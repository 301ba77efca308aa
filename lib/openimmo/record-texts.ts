import { createHash } from 'node:crypto';
import type { FileIndex } from './archive/find-file';
import type { PropertyDraft } from './records/property';
import type { PropertyRecord } from './types';
import type { WholeText } from './xml/parse';

/**
 * Names the reader, in the hash of a text: what another one made of the same text need not be what this one makes of it.
 * tests/unit/openimmo/record-texts.test.ts says when it is to be changed.
 */
export const READER = '1';

/** Texts of records that are known already, by hash. */
export interface KnownTexts {
  /** What else decides what a text comes to. */
  context: string;
  /** None is known. */
  isEmpty: boolean;
  has(hash: string): boolean;
}

export type LookedAt = WholeText & { hash: string | null };

const [OPEN, CLOSE] = ['<pfad>', '</pfad>'];
const URL = /^https?:\/\//i;

/**
 * Hashes the texts of records together with the state of the files that they name: equal hashes are equal records. So what
 * a daily full transfer says again is not read again.
 */
export class RecordTexts {
  /** XML file -> a file as its records name it -> the file's state, as far as records were read that name it. */
  private readonly states = new Map<string, Map<string, string>>();

  constructor(
    private readonly known: KnownTexts,
    private readonly index: FileIndex | null,
  ) {}

  /** Whether a text need not be read, and its hash as far as it can be told before. */
  look(xmlPath: string, whole: WholeText): { hash: string | null; isKnown: boolean } {
    if (this.known.isEmpty) return { hash: null, isKnown: false };
    const hash = this.hash(xmlPath, whole);
    return { hash, isKnown: hash !== null && this.known.has(hash) };
  }

  /** The hash of a record that was read; null: its text does not tell everything that it comes to. */
  hashOf(whole: LookedAt, draft: PropertyDraft, record: PropertyRecord): string | null {
    if (record.warnings.length > 0) return null;
    const paths = pathsIn(whole.text);
    for (const [position, { content }] of (draft.attachments ?? []).entries()) {
      if (content.kind !== 'file') continue;
      const found = record.attachments?.[position];
      if (!found || !paths.includes(content.path)) return null;
      this.statesOf(record.xmlPath).set(content.path, found.fingerprint);
    }
    return whole.hash ?? this.hash(record.xmlPath, whole, paths);
  }

  /** Null: there is a file whose state nobody knows without looking. */
  private hash(xmlPath: string, { text, prefixes }: WholeText, paths = pathsIn(text)): string | null {
    const states: string[] = [READER, this.known.context, prefixes];
    for (const path of paths) {
      const state = URL.test(path) ? 'url' : this.stateOf(xmlPath, path);
      if (state === null) return null;
      states.push(state);
    }
    return createHash('sha256').update(JSON.stringify(states)).update(text).digest('hex');
  }

  private statesOf(xmlPath: string): Map<string, string> {
    const known = this.states.get(xmlPath) ?? new Map<string, string>();
    this.states.set(xmlPath, known);
    return known;
  }

  private stateOf(xmlPath: string, path: string): string | null {
    const known = this.statesOf(xmlPath).get(path);
    if (known !== undefined) return known;
    const found = this.index?.find(xmlPath, path);
    if (found?.kind !== 'found') return null;
    const { crc32, sizeBytes, method } = found.entry;
    return method === 0 || method === 8 ? `crc32:${crc32.toString(16).padStart(8, '0')}:${sizeBytes}` : null;
  }
}

/** A path in another form, as CDATA or with references, is none of these: then its record is read. */
function pathsIn(text: string): string[] {
  const paths: string[] = [];
  for (let at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, at)) {
    const from = at + OPEN.length;
    at = text.indexOf(CLOSE, from);
    if (at < 0) break;
    paths.push(text.slice(from, at).trim());
  }
  return paths;
}
