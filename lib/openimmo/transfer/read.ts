import type { Readable } from 'node:stream';
import { message } from '../messages';
import type { RecordTexts } from '../record-texts';
import { XmlReader } from '../xml/read';
import { InlineContents } from './inline-contents';
import { type DraftEvent, type Outline, OutlineNeeded, type TransferPlace } from './outline';
import { TransferParser } from './parser';

export interface TransferSource {
  /** a new stream from the file's first byte */
  open(): Readable;
  sizeBytes: number;
}

export interface TransferCounts {
  providers: number;
  properties: number;
}

/** What comes out of a chunk of the file: nothing but the chunk's own size, mostly. */
export interface TransferChunk {
  events: DraftEvent[];
  readBytes: number;
}

/** So much is parsed in one go: a few milliseconds, after which others may have the process. */
const SLICE_BYTES = 64 * 1024;

/**
 * Reads one XML file in one pass. When properties come before what they need to be understood, the file is looked through
 * once, read again, and what was said already is not said twice.
 */
export async function* readTransfer(
  source: TransferSource,
  place: TransferPlace,
  inline: InlineContents,
  counts: TransferCounts,
  { signal, texts = null }: { signal?: AbortSignal | undefined; texts?: RecordTexts | null } = {},
): AsyncGenerator<TransferChunk> {
  const said = { events: 0, bytes: 0 };
  let outline: Outline | null = null;
  for (;;) {
    const parser: TransferParser = new TransferParser(place, inline, { looking: false, outline }, texts);
    try {
      yield* withoutSaid(readPass(source, place, parser, signal), said);
      counts.providers += parser.providerCount;
      counts.properties += parser.propertyCount;
      return;
    } catch (error) {
      if (!(error instanceof OutlineNeeded) || outline) throw error;
    }
    outline = await lookThrough(source, place, signal);
  }
}

async function* withoutSaid(
  chunks: AsyncGenerator<TransferChunk>,
  said: { events: number; bytes: number },
): AsyncGenerator<TransferChunk> {
  let events = 0;
  let bytes = 0;
  for await (const chunk of chunks) {
    const fresh = chunk.events.slice(Math.max(0, said.events - events));
    events += chunk.events.length;
    bytes += chunk.readBytes;
    const readBytes = Math.max(0, bytes - said.bytes);
    said.events = Math.max(said.events, events);
    said.bytes = Math.max(said.bytes, bytes);
    yield { events: fresh, readBytes };
  }
}

async function lookThrough(source: TransferSource, place: TransferPlace, signal?: AbortSignal): Promise<Outline> {
  const parser = new TransferParser(place, new InlineContents(), { looking: true });
  for await (const _ of readPass(source, place, parser, signal)) parser.takeEvents();
  return parser.outline;
}

async function* readPass(
  source: TransferSource,
  place: TransferPlace,
  parser: TransferParser,
  signal?: AbortSignal,
): AsyncGenerator<TransferChunk> {
  const xml = new XmlReader(place.xmlPath, parser);
  let isBegun = false;
  for await (const bytes of source.open() as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      const slice = bytes.subarray(at, at + SLICE_BYTES);
      xml.push(slice);
      const events = parser.takeEvents();
      if (!isBegun && xml.hasLeadingSpace) events.unshift(leadingSpace(place));
      isBegun = xml.hasBegun;
      yield { events, readBytes: slice.length };
    }
  }
  xml.end();
  const events = parser.takeEvents();
  if (!isBegun && xml.hasLeadingSpace) events.unshift(leadingSpace(place));
  yield { events, readBytes: 0 };
}

function leadingSpace(place: TransferPlace): DraftEvent {
  const said = message('F-xml-leading-space', { file: place.xmlPath }, { line: 1 });
  return { type: 'message', message: said };
}
