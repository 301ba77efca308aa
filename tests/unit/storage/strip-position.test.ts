import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { stripPosition } from '@/lib/storage/strip-position';

const degrees = '53/1 33/1 1234/100';

async function drawWithPosition(): Promise<Buffer> {
  const image = sharp({ create: { width: 16, height: 16, channels: 3, background: '#336699' } });
  const position = {
    GPSLatitudeRef: 'N',
    GPSLatitude: degrees,
    GPSLongitudeRef: 'E',
    GPSLongitude: '9/1 59/1 100/100',
  };
  return image
    .withExif({ IFD0: { Make: 'Camera' }, IFD3: position })
    .jpeg()
    .toBuffer();
}

describe('a picture’s metadata', () => {
  it('rule 21: loses where it was taken and keeps the rest, size and pixels included', async () => {
    const before = await drawWithPosition();
    const after = Buffer.from(before);
    stripPosition(after);
    const exif = async (bytes: Buffer) => (await sharp(bytes).metadata()).exif ?? Buffer.alloc(0);
    const latitude = Buffer.from([53, 0, 0, 0, 1, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0]);
    const isThere = (bytes: Buffer) => bytes.includes(latitude) || bytes.includes(Buffer.from(latitude).swap32());
    expect(isThere(await exif(before))).toBe(true);
    expect(isThere(await exif(after))).toBe(false);
    expect((await exif(after)).includes('Camera')).toBe(true);
    expect(after.length).toBe(before.length);
    expect(await sharp(after).raw().toBuffer()).toEqual(await sharp(before).raw().toBuffer());
  });

  it('loses the position that stands there as text', () => {
    const xmp = `http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="53,33.1N" tiff:Make="Camera"><exif:GPSLongitude>9,59.0E</exif:GPSLongitude></x>`;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(xmp.length + 2);
    const bytes = Buffer.concat([
      Buffer.from('ffd8ffe1', 'hex'),
      length,
      Buffer.from(xmp, 'latin1'),
      Buffer.from('ffd9', 'hex'),
    ]);
    stripPosition(bytes);
    const text = bytes.toString('latin1');
    expect(text).toContain('exif:GPSLatitude="        " tiff:Make="Camera"');
    expect(text).not.toMatch(/53,33|9,59/);
  });

  it('is left alone in what is no JPEG, and survives whatever bytes come', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('II', 'MM', ''), (noise, order) => {
        const head = Buffer.from(`ffd8ffe1${(noise.length + 10).toString(16).padStart(4, '0')}`, 'hex');
        const bytes = Buffer.concat([head, Buffer.from(`Exif\0\0${order}`), noise]);
        const { length } = bytes;
        stripPosition(bytes);
        expect(bytes.length).toBe(length);
      }),
    );
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    stripPosition(png);
    expect(png.toString('hex')).toBe('89504e470d0a1a0a');
  });
});
