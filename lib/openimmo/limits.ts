const MIB = 1024 * 1024;

/** Bounds on what a delivery may ask of this process. Sizes are bytes after unpacking, texts are characters. */
export const LIMITS = {
  entries: 50_000,
  /** one name, and all names of an archive, in bytes */
  nameBytes: 4_096,
  namesBytes: 16 * MIB,
  unpackedBytes: 2048 * MIB,
  /** packed to unpacked, for entries over `ratioFreeBytes` */
  ratio: 200,
  ratioFreeBytes: MIB,
  depth: 200,
  /** between two tags, and of one base64 attachment */
  textLength: 64 * MIB,
  /** everything that is read of one property or provider, base64 included */
  recordLength: 96 * MIB,
  /** what is kept of it */
  keptLength: 24 * MIB,
  /** `anbieter` and `immobilie` of a delivery, `anhang` of a property: planning keeps something of each in memory */
  providers: 10_000,
  properties: 1_000_000,
  attachments: 5_000,
  attachmentBytes: 200 * MIB,
  /** how far the root element may be from the beginning */
  prologLength: MIB,
  unknownElementNames: 100,
} as const;
