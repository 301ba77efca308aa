import type { Readable } from 'node:stream';
import { deliveryError } from './errors';
import type { Message } from './messages';
import { ProviderRegister } from './provider-register';
import { RecordTexts } from './record-texts';
import { type Files, resolveAttachments } from './resolve-attachments';
import { InlineContents } from './transfer/inline-contents';
import type { DraftEvent } from './transfer/outline';
import { readTransfer } from './transfer/read';
import type { InlineAttachment, ReadOptions, TransferEvent, TransferHeader } from './types';

export interface OpenParts {
  /** the XML files, in the order in which they count */
  sources: { xmlPath: string; sizeBytes: number; open(): Readable }[];
  messages: Message[];
  files: Files;
}

const PROGRESS_BYTES = 1024 * 1024;

/** All XML files, one after the other; nothing is read ahead of the consumer but one chunk. */
export async function* readEvents(parts: OpenParts, options: ReadOptions = {}): AsyncGenerator<TransferEvent> {
  for (const message of parts.messages) yield { type: 'message', message };
  const totalBytes = parts.sources.reduce((sum, source) => sum + source.sizeBytes, 0);
  const register = new ProviderRegister();
  const texts = options.texts ? new RecordTexts(options.texts, parts.files.index) : null;
  const { signal } = options;
  const counts = { providers: 0, properties: 0 };
  let readBytes = 0;
  let shownBytes = 0;
  for (const [transferIndex, source] of parts.sources.entries()) {
    const place = placeOf(transferIndex, source.xmlPath, counts);
    let sizeBytes = 0;
    let header: TransferHeader | null = null;
    for await (const chunk of readTransfer(source, place, new InlineContents(), counts, { signal, texts })) {
      for (const event of chunk.events) {
        if (event.type === 'transfer') header = event.header;
        yield await finish(event, header, { files: parts.files, register, texts });
      }
      sizeBytes += chunk.readBytes;
      readBytes += chunk.readBytes;
      if (readBytes - shownBytes >= PROGRESS_BYTES) {
        shownBytes = readBytes;
        yield { type: 'progress', readBytes, totalBytes };
      }
    }
    if (sizeBytes !== source.sizeBytes) {
      throw deliveryError('F-changed-while-read', { expected: source.sizeBytes, found: sizeBytes });
    }
  }
  yield { type: 'progress', readBytes, totalBytes };
}

interface Finishing {
  files: Files;
  register: ProviderRegister;
  texts: RecordTexts | null;
}

async function finish(
  event: DraftEvent,
  header: TransferHeader | null,
  { files, register, texts }: Finishing,
): Promise<TransferEvent> {
  if (event.type === 'provider') {
    return { type: 'provider', provider: register.note(event.provider, header) };
  }
  if (event.type !== 'property') return event;
  const { providerIndex, draft, whole } = event;
  const record = await resolveAttachments(draft, files);
  if (!texts) return { type: 'property', providerIndex, record };
  return { type: 'property', providerIndex, record, textHash: whole && texts.hashOf(whole, draft, record) };
}

/** Reads no further than the last wanted content. */
export async function* readInline(
  parts: OpenParts,
  wanted: ReadonlySet<string>,
  options: ReadOptions = {},
): AsyncGenerator<InlineAttachment> {
  const contents = new InlineContents(wanted);
  const counts = { providers: 0, properties: 0 };
  for (const [transferIndex, source] of parts.sources.entries()) {
    if (contents.isComplete) return;
    const place = placeOf(transferIndex, source.xmlPath, counts);
    for await (const _ of readTransfer(source, place, contents, counts, { signal: options.signal })) {
      yield* contents.take();
      if (contents.isComplete) return;
    }
  }
}

function placeOf(transferIndex: number, xmlPath: string, counts: { providers: number; properties: number }) {
  return { transferIndex, xmlPath, firstProvider: counts.providers, firstPosition: counts.properties };
}
