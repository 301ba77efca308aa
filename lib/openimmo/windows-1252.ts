/** 0x80 to 0x9f, where windows-1252 differs from Latin-1. Node's own decoder for it leaves them as control characters. */
const DIFFERENT = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function decodeWindows1252(bytes: Buffer): string {
  const latin1 = bytes.toString('latin1');
  return latin1.replace(/[\u0080-\u009f]/g, (character) => DIFFERENT.charAt(character.charCodeAt(0) - 0x80));
}
