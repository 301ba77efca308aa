import { createHash } from 'node:crypto';
import type { ContactRecord, PropertyRecord } from './types';

type Hashed = Pick<PropertyRecord, 'action' | 'keys' | 'columns' | 'document' | 'attachments'>;

/** A record's parts as JSON, written once for its hash and for whoever stores them. */
export interface WrittenRecord {
  /** SHA-256; equal hashes: the record brings nothing new. Where it stood in the file, and its warnings, do not count. */
  hash: string;
  columns: string;
  document: string;
}

/** The keys of a document are sorted, so equal records are equal texts, whatever the order of their elements. */
export function writeRecord({ action, keys, columns, document, attachments }: Hashed): WrittenRecord {
  const written = { columns: JSON.stringify(columns), document: JSON.stringify(document) };
  const contents = attachments?.map(({ group, title, format, fingerprint }) => [group, title, format, fingerprint]);
  const head = JSON.stringify([action, keys.obid, keys.external, keys.internal, contents ?? null]);
  // No line break stands in JSON: lines are as unambiguous as a list.
  return { ...written, hash: hashText(`${head}\n${written.columns}\n${written.document}`) };
}

export function hashRecord(record: Hashed): string {
  return writeRecord(record).hash;
}

export interface WrittenContact {
  hash: string;
  contact: string;
}

export function writeContact(contact: ContactRecord): WrittenContact {
  const text = JSON.stringify(contact);
  return { hash: hashText(text), contact: text };
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
