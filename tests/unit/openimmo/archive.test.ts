import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { crc32, tableCrc32 } from '@/lib/openimmo/archive/crc32';
import { LIMITS } from '@/lib/openimmo/limits';
import { openDelivery } from '@/lib/openimmo/open';
import {
  attachmentXml,
  bytesOf,
  deliveryOf,
  element,
  oneProperty,
  propertyXml,
  providerXml,
  readAll,
  transferXml,
} from '../../support/openimmo';
import { type ZipEntry, zipOf } from '../../support/zip';

const xml: ZipEntry = { name: 'objekte.xml', content: oneProperty() };

function open(entries: ZipEntry[], options?: Parameters<typeof zipOf>[1]) {
  return openDelivery(deliveryOf(zipOf(entries, options), { name: 'delivery.zip' }));
}

describe('rule 6: archives that could do harm are refused before anything is unpacked', () => {
  test.each([
    '../evil.xml',
    'a/../../evil.xml',
    '..\\evil.xml',
    'a\\..\\..\\evil.xml',
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\evil.xml',
    'c:evil.xml',
    '%2e%2e/evil.xml',
    '..%2fevil.xml',
    '%2e%2e%5cevil.xml',
    'a/.. /evil.xml',
    'a/.../evil.xml',
    'bild.jpg\0.xml',
    'a\nb.xml',
  ])('traversal in every spelling: %j', async (name) => {
    await expect(open([xml, { name, content: 'x' }])).rejects.toMatchObject({ code: 'F-zip-path' });
  });

  test.each([
    ['a symbolic link', 0o120777],
    ['a device', 0o020666],
    ['a pipe', 0o010644],
  ])('%s', async (_, mode) => {
    await expect(open([xml, { name: 'bild.jpg', content: '/etc/passwd', mode }])).rejects.toMatchObject({
      code: 'F-zip-link',
    });
  });

  test.each(['con', 'images/NUL.jpg', 'com1.xml', 'lpt9'])('the device name %s', async (name) => {
    await expect(open([xml, { name, content: 'x' }])).rejects.toMatchObject({ code: 'F-zip-device-name' });
  });

  test('names that only look dangerous are read', async () => {
    const names = ['a..b.jpg', 'console.jpg', '100%.jpg', '..bild.jpg', 'bild 50%25.jpg'];
    await expect(open([xml, ...names.map((name) => ({ name, content: 'x' }))])).resolves.toBeDefined();
  });

  test('encrypted archives are said to be encrypted', async () => {
    const refused = { code: 'F-zip-encrypted', details: { name: 'bild.jpg' } };
    await expect(open([xml, { name: 'bild.jpg', content: 'x', flags: 1 }])).rejects.toMatchObject(refused);
    await expect(open([xml, { name: 'bild.jpg', flags: 0x41 }])).rejects.toMatchObject({ code: 'F-zip-encrypted' });
  });

  test('more entries than allowed', async () => {
    await expect(open([xml], { entryCount: LIMITS.entries + 1 })).rejects.toMatchObject({
      code: 'F-zip-entries',
      details: { count: LIMITS.entries + 1, limit: LIMITS.entries },
    });
  });

  test('more bytes than allowed', async () => {
    const half = Buffer.alloc(8 * 1024 * 1024);
    const entries = [1, 2].map((index) => ({
      name: `${index}.jpg`,
      content: half,
      sizeBytes: LIMITS.unpackedBytes / 2 + 1,
    }));
    await expect(open([xml, ...entries.map((entry) => ({ ...entry, stored: false }))])).rejects.toMatchObject({
      code: expect.stringMatching(/^F-zip-(size|ratio)$/),
    });
  });

  test('an entry over 1 MiB that unpacks to more than 200 times its size', async () => {
    await expect(open([xml, { name: 'bomb.jpg', content: Buffer.alloc(3 * 1024 * 1024) }])).rejects.toMatchObject({
      code: 'F-zip-ratio',
      details: { name: 'bomb.jpg', limit: 200 },
    });
    await expect(open([xml, { name: 'small.jpg', content: Buffer.alloc(1024 * 1024) }])).resolves.toBeDefined();
  });

  test('a ratio hidden by a lying size is counted while inflating', async () => {
    const bomb = { name: 'a.jpg', content: Buffer.alloc(3 * 1024 * 1024), sizeBytes: 1000 };
    const delivery = await open([xml, bomb]);
    const location = { kind: 'entry' as const, path: 'a.jpg', crc32: crc32(bomb.content), sizeBytes: 1000 };
    await expect(delivery.openAttachment(location).then(bytesOf)).rejects.toMatchObject({ code: 'F-zip-lying-size' });
  });

  test('entries that overlap', async () => {
    await expect(open([xml, { name: 'b.xml', content: oneProperty(), sharesBytesWith: 0 }])).rejects.toMatchObject({
      code: 'F-zip-overlap',
    });
  });

  test.each([
    ['longer', 10],
    ['shorter', 1_000_000],
  ])('an XML that is %s than announced', async (_, sizeBytes) => {
    const lying = deliveryOf(zipOf([{ ...xml, sizeBytes }]));
    await expect(readAll(lying)).rejects.toMatchObject({ code: 'F-zip-lying-size' });
  });

  test('a stored entry whose two sizes differ', async () => {
    await expect(open([xml, { name: 'a.jpg', content: 'abc', stored: true, sizeBytes: 4 }])).rejects.toMatchObject({
      code: 'F-zip-lying-size',
    });
  });
});

describe('rule 6: what an archive contains is checked', () => {
  test.each([false, true])(
    'archives as writers make them, with data descriptors; ZIP64: %s',
    async (forceZip64Format) => {
      const zip = new ZipFile();
      zip.addReadStream(Readable.from([oneProperty()]), 'objekte.xml', { forceZip64Format });
      zip.addEmptyDirectory('bilder');
      zip.end({ forceZip64Format, comment: '' });
      const { properties } = await readAll(deliveryOf(await bytesOf(zip.outputStream as Readable)));
      expect(properties).toHaveLength(1);
    },
  );

  test('the CRC of an XML', async () => {
    const damaged = deliveryOf(zipOf([{ ...xml, crc32: 1 }]));
    await expect(readAll(damaged)).rejects.toMatchObject({ code: 'F-zip-crc', details: { name: 'objekte.xml' } });
  });

  test('the CRC of an attachment', async () => {
    const delivery = await open([xml, { name: 'a.jpg', content: 'abc', crc32: 1 }]);
    const location = { kind: 'entry' as const, path: 'a.jpg', crc32: 1, sizeBytes: 3 };
    await expect(delivery.openAttachment(location).then(bytesOf)).rejects.toMatchObject({ code: 'F-zip-crc' });
  });

  test('checksums are the same with and without the one that newer Nodes bring', () => {
    const [one, two] = [Buffer.from('Immobilien'), Buffer.from('übertragung')];
    expect(tableCrc32(two, tableCrc32(one))).toBe(crc32(Buffer.concat([one, two])));
  });

  test('an unknown way of packing is said for the XML', async () => {
    await expect(open([{ ...xml, method: 12 }])).rejects.toMatchObject({
      code: 'F-zip-method',
      details: { method: 12 },
    });
  });

  test('all XML files with the root openimmo are read in name order, in sub-folders too', async () => {
    const named = (title: string) => oneProperty({ title });
    const zip = zipOf([
      { name: 'b/two.xml', content: named('two') },
      { name: 'b/', content: '', stored: true },
      { name: 'a.XML', content: named('one') },
      { name: 'c/export', content: named('three') },
    ]);
    const { properties, headers } = await readAll(deliveryOf(zip));
    expect(properties.map(({ columns }) => columns.title)).toEqual(['one', 'two', 'three']);
    expect(properties.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(headers.map(({ xmlPath }) => xmlPath)).toEqual(['a.XML', 'b/two.xml', 'c/export']);
  });

  test('feedback, system files, nested archives and other XML are noted and left out', async () => {
    const zip = zipOf([
      xml,
      { name: '__MACOSX/._objekte.xml', content: 'Mac OS X' },
      { name: 'feedback.xml', content: '<openimmo_feedback/>' },
      { name: 'sitemap.xml', content: '<!DOCTYPE urlset><urlset/>' },
      { name: 'alt.zip', content: 'PK' },
    ]);
    const { messages, properties } = await readAll(deliveryOf(zip));
    expect(messages.map(({ code, params }) => [code, params.name])).toEqual([
      ['F-ignored', '__MACOSX'],
      ['F-nested-archive', 'alt.zip'],
      ['F-feedback', 'feedback.xml'],
      ['F-other-xml', 'sitemap.xml'],
    ]);
    expect(properties).toHaveLength(1);
  });

  test('no OpenImmo file: an error with the roots found', async () => {
    const entries = [
      { name: 'a.xml', content: '<rss/>' },
      { name: 'b.xml', content: 'kein XML' },
    ];
    await expect(open(entries)).rejects.toMatchObject({
      code: 'F-no-openimmo',
      details: { found: 'a.xml (<rss>), b.xml (F-xml-malformed)' },
    });
  });

  test('the only XML, when broken, is blamed with its own error', async () => {
    await expect(
      open([{ name: 'a.xml', content: '<?xml version="1.0" encoding="klingon"?><openimmo/>' }]),
    ).rejects.toMatchObject({
      code: 'F-xml-encoding',
    });
  });

  test('two full transfers of one provider in one archive are refused', async () => {
    const full = transferXml([providerXml([propertyXml()])], { scope: 'VOLL' });
    const zip = zipOf([
      { name: 'a.xml', content: full },
      { name: 'b.xml', content: full },
    ]);
    await expect(readAll(deliveryOf(zip))).rejects.toMatchObject({
      code: 'F-two-full-transfers',
      details: { provider: 'A-100', first: 'a.xml', second: 'b.xml' },
    });
  });

  test('a full transfer beside a partial one of the same provider is read', async () => {
    const zip = zipOf([
      { name: 'a.xml', content: transferXml([providerXml([])], { scope: 'VOLL' }) },
      { name: 'b.xml', content: transferXml([providerXml([])], { scope: 'TEIL' }) },
    ]);
    expect((await readAll(deliveryOf(zip))).providers.map(({ sameAs }) => sameAs)).toEqual([null, 0]);
  });
});

describe('rule 6: names in an archive', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1');
  const cp437 = Buffer.from([0x68, 0x81, 0x74, 0x74, 0x65, 0x2e, 0x6a, 0x70, 0x67]);

  test.each([
    ['UTF-8 without its flag', Buffer.from('hütte.jpg'), 'hütte.jpg'],
    ['decomposed UTF-8', Buffer.from('hütte.jpg'.normalize('NFD')), 'hütte.jpg'],
    ['CP437', cp437, 'hütte.jpg'],
    ['windows-1252', latin1('hütte.jpg'), 'hütte.jpg'],
    ['other case', Buffer.from('HÜTTE.JPG'), 'hütte.jpg'],
    ['back-slashes', Buffer.from('bilder\\hütte.jpg'), 'bilder/hütte.jpg'],
    ['percent signs in the archive', Buffer.from('meine%20h%C3%BCtte.jpg'), 'meine hütte.jpg'],
    ['percent signs in the XML', Buffer.from('meine hütte.jpg'), 'meine%20h%C3%BCtte.jpg'],
    ['a Windows path in the XML', Buffer.from('hütte.jpg'), 'C:\\Export\\hütte.jpg'],
  ])('%s is found', async (_, name, wanted) => {
    const content = oneProperty({ sections: [element('anhaenge', {}, attachmentXml(wanted))] });
    const { properties, codes } = await readAll(
      deliveryOf(
        zipOf([
          { name: 'o.xml', content },
          { name, content: 'jpg' },
        ]),
      ),
    );
    expect(properties[0]?.attachments?.[0]?.location).toMatchObject({ kind: 'entry', sizeBytes: 3 });
    expect(codes).toEqual([]);
  });
});
