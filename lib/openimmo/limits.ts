const MIB = 1024 * 1024;

/** Bounds on what a delivery may ask of this process. Sizes are bytes after unpacking, texts are characters. */
export const LIMITS = {
  entries: 50_000,
  unpackedBytes: 2048 * MIB,
  /** packed to unpacked, for entries over `ratioFreeBytes` */
  ratio: 200,
  ratioFreeBytes: MIB,
  depth: 200,
  /** between two tags, and of one base64 attachment */
  textLength: 64 * MIB,
  /** everything that is kept of one property or provider */
  recordLength: 96 * MIB,
  attachmentBytes: 200 * MIB,
  /** how far the root element may be from the beginning */
  prologLength: MIB,
  unknownElementNames: 100,
} as const;
