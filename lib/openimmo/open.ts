import { Readable } from 'node:stream';
import { looksLikeZip } from './archive/end-record';
import { FileIndex } from './archive/find-file';
import { openArchive } from './archive/open';
import { readRange } from './archive/random-access';
import { readEntry } from './archive/read-entry';
import { describeKind, looksLikeXml } from './content-kind';
import { deliveryError } from './errors';
import { findTransfers } from './find-transfers';
import type { Message } from './messages';
import { type OpenParts, readEvents, readInline } from './read';
import type { AttachmentLocation, DeliveryBytes, OpenedDelivery, ReadOptions, TransferEvent } from './types';
import { sniffRoot } from './xml/sniff';

const SNIFFED_BYTES = 1024;

/** Checks the container and finds the XML files. What the file is, its content says, whatever its extension. @throws DeliveryError */
export async function openDelivery(bytes: DeliveryBytes, options: ReadOptions = {}): Promise<OpenedDelivery> {
  if (bytes.sizeBytes === 0) throw deliveryError('F-empty', {});
  const beginning = await readRange(bytes, 0, Math.min(SNIFFED_BYTES, bytes.sizeBytes));
  if (looksLikeZip(beginning)) return openZip(bytes, options);
  if (looksLikeXml(beginning)) return openXml(bytes);
  throw deliveryError('F-not-openimmo', { kind: describeKind(beginning) });
}

/** Opens, reads and closes in one go. */
export async function* readDelivery(bytes: DeliveryBytes, options: ReadOptions = {}): AsyncGenerator<TransferEvent> {
  const delivery = await openDelivery(bytes, options);
  yield* delivery.events(options);
}

/** For one attachment of a delivery that is not open; open the delivery once to fetch many. */
export async function openAttachment(bytes: DeliveryBytes, location: AttachmentLocation): Promise<Readable> {
  return (await openDelivery(bytes)).openAttachment(location);
}

async function openZip(bytes: DeliveryBytes, options: ReadOptions): Promise<OpenedDelivery> {
  const archive = await openArchive(bytes, options.signal);
  const { entries, messages } = await findTransfers(archive, options.signal);
  const index = new FileIndex(archive.entries);
  const byPath = new Map(archive.entries.map((entry) => [entry.path, entry]));
  const sources = entries.map((entry) => ({
    xmlPath: entry.path,
    sizeBytes: entry.sizeBytes,
    open: () => readEntry(archive, entry),
  }));
  return assemble('zip', { sources, messages, files: { index, beside: undefined } }, async (location) => {
    const entry = location.kind === 'entry' ? byPath.get(location.path) : undefined;
    if (!entry || location.kind !== 'entry' || entry.crc32 !== location.crc32) return null;
    return readEntry(archive, entry);
  });
}

async function openXml(bytes: DeliveryBytes): Promise<OpenedDelivery> {
  const open = () => bytes.read(0, bytes.sizeBytes);
  const root = await sniffRoot(bytes.name, open());
  if (root.problem) throw root.problem;
  if (root.name !== 'openimmo') throw deliveryError('F-root', { root: root.name ?? '–' });
  const sources = [{ xmlPath: bytes.name, sizeBytes: bytes.sizeBytes, open }];
  const messages: Message[] = [];
  return assemble('xml', { sources, messages, files: { index: null, beside: bytes.beside } }, async (location) => {
    const file = location.kind === 'sibling' ? await bytes.beside?.(location.path) : null;
    return file?.read() ?? null;
  });
}

function assemble(
  kind: OpenedDelivery['kind'],
  parts: OpenParts,
  openFile: (location: AttachmentLocation) => Promise<Readable | null>,
): OpenedDelivery {
  return {
    kind,
    events: (options = {}) => readEvents(parts, options),
    inlineAttachments: (wanted, options = {}) => readInline(parts, wanted, options),
    async openAttachment(location) {
      if (location.kind === 'base64') {
        for await (const { bytes } of readInline(parts, new Set([location.sha256]))) return Readable.from([bytes]);
      }
      const stream = await openFile(location);
      if (stream) return stream;
      throw deliveryError('F-attachment-gone', { name: nameOf(location) });
    },
  };
}

function nameOf(location: AttachmentLocation): string {
  switch (location.kind) {
    case 'base64':
      return location.sha256;
    case 'url':
      return location.url;
    case 'missing':
      return location.name;
    default:
      return location.path;
  }
}
