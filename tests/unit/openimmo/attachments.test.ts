import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openAttachment, openDelivery } from '@/lib/openimmo/open';
import type { AttachmentLocation, AttachmentRecord } from '@/lib/openimmo/types';
import {
  attachmentXml,
  bytesOf,
  deliveryOf,
  element,
  oneProperty,
  propertyXml,
  providerXml,
  readAll,
  readOne,
  textElement,
  transferXml,
} from '../../support/openimmo';
import { type ZipEntry, zipOf } from '../../support/zip';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);
const sha256 = createHash('sha256').update(jpeg).digest('hex');
const withSet = (...attachments: string[]) => oneProperty({ sections: [element('anhaenge', {}, attachments)] });
const inline = (base64: string, path = '') =>
  element(
    'anhang',
    {},
    element('daten', {}, textElement('anhanginhalt', base64), path === '' ? null : textElement('pfad', path)),
  );

async function readZip(content: string, files: ZipEntry[] = [], xmlName = 'o.xml') {
  const delivery = deliveryOf(zipOf([{ name: xmlName, content }, ...files]));
  const { properties, messages, codes } = await readAll(delivery);
  const attachments = properties[0]?.attachments ?? [];
  return { delivery, attachments, first: attachments[0]?.location, messages, codes };
}

describe('rule 21: where the bytes are is decided by content: base64, URL, then file name', () => {
  const all = (base64: string, path: string) =>
    readZip(withSet(inline(base64, path)), [{ name: 'a.jpg', content: 'x' }]);

  test('base64 comes first, whatever else is given', async () => {
    const { first } = await all(jpeg.toString('base64'), 'a.jpg');
    expect(first).toEqual({ kind: 'base64', sha256, sizeBytes: jpeg.length });
  });

  test('a URL comes before a file, whatever location says', async () => {
    const { first } = await all('', 'https://example.org/a.jpg');
    expect(first).toEqual({ kind: 'url', url: 'https://example.org/a.jpg' });
  });

  test('a file name is looked up', async () => {
    const { first } = await all('', 'a.jpg');
    expect(first).toMatchObject({ kind: 'entry', path: 'a.jpg', sizeBytes: 1 });
  });

  test('broken base64 is a warning with the name, and the file is taken', async () => {
    const { first, messages } = await all('%%%', 'a.jpg');
    expect(first).toMatchObject({ kind: 'entry' });
    expect(messages).toMatchObject([{ code: 'A-base64', params: { name: 'a.jpg' } }]);
  });

  test('neither of them is a warning with the title', async () => {
    const { first, messages } = await readZip(withSet(element('anhang', {}, textElement('anhangtitel', 'Balkon'))));
    expect(first).toEqual({ kind: 'missing', name: 'Balkon' });
    expect(messages).toMatchObject([{ code: 'A-nothing', params: { title: 'Balkon' } }]);
  });
});

describe('rules 6 and 21: files in an archive', () => {
  const wanted = (path: string, files: string[], xmlName: string) =>
    readZip(
      withSet(attachmentXml(path)),
      files.map((name) => ({ name, content: name })),
      xmlName,
    );

  test.each([
    ['from the XML first', 'bilder/a.jpg', ['bilder/a.jpg', 'sub/bilder/a.jpg'], 'sub/bilder/a.jpg'],
    ['then from the root', 'bilder/a.jpg', ['bilder/a.jpg', 'x/a.jpg'], 'bilder/a.jpg'],
    ['then by a name that only one file has', 'bilder/a.jpg', ['x/y/A.JPG'], 'x/y/A.JPG'],
    ['with dots in the path', './bilder/../a.jpg', ['sub/a.jpg'], 'sub/a.jpg'],
    ['with back-slashes', 'bilder\\a.jpg', ['sub/bilder/a.jpg'], 'sub/bilder/a.jpg'],
  ])('%s', async (_, path, files, expected) => {
    expect((await wanted(path, files, 'sub/o.xml')).first).toMatchObject({ kind: 'entry', path: expected });
  });

  test('a name that several files have is a warning', async () => {
    const { first, messages } = await wanted('a.jpg', ['x/a.jpg', 'y/a.jpg'], 'sub/o.xml');
    expect(first).toEqual({ kind: 'missing', name: 'a.jpg' });
    expect(messages).toMatchObject([{ code: 'A-ambiguous', params: { name: 'a.jpg', count: 2 } }]);
  });

  test.each(['fehlt.jpg', '../../etc/passwd', 'ftp://example.org/a.jpg'])(
    'missing: a warning with the name: %s',
    async (path) => {
      const { first, messages } = await readZip(withSet(attachmentXml(path)));
      expect(first).toMatchObject({ kind: 'missing' });
      expect(messages).toMatchObject([{ code: 'A-missing', params: { name: path.split('/').at(-1) }, received: path }]);
    },
  );

  test('empty: a warning with the name', async () => {
    const { first, messages } = await readZip(withSet(attachmentXml('a.jpg')), [{ name: 'a.jpg', content: '' }]);
    expect(first).toEqual({ kind: 'missing', name: 'a.jpg' });
    expect(messages).toMatchObject([{ code: 'A-empty', params: { name: 'a.jpg' } }]);
  });

  test('packed in a way we cannot read: a warning with the name', async () => {
    const { codes } = await readZip(withSet(attachmentXml('a.jpg')), [{ name: 'a.jpg', content: 'x', method: 14 }]);
    expect(codes).toEqual(['A-method']);
  });

  test('bytes are handed out', async () => {
    const { delivery, first } = await readZip(withSet(attachmentXml('a.jpg')), [{ name: 'a.jpg', content: jpeg }]);
    expect(await bytesOf(await openAttachment(delivery, first as AttachmentLocation))).toEqual(jpeg);
  });

  test('a location that the delivery no longer has is an error with its name', async () => {
    const { delivery } = await readZip(withSet());
    const gone = { kind: 'entry' as const, path: 'a.jpg', crc32: 0, sizeBytes: 1 };
    await expect(openAttachment(delivery, gone)).rejects.toMatchObject({
      code: 'F-attachment-gone',
      details: { name: 'a.jpg' },
    });
  });
});

describe('rules 5 and 21: files beside a bare XML', () => {
  const beside = { 'Hütte.jpg': jpeg, 'bilder/a.jpg': Buffer.from('a'), 'leer.jpg': Buffer.alloc(0) };
  const read = async (path: string) => {
    const delivery = deliveryOf(withSet(attachmentXml(path)), { beside });
    const { attachments, warnings } = await readOne(delivery);
    return { delivery, location: attachments?.[0]?.location, codes: warnings.map(({ code }) => code) };
  };

  test.each(['hütte.jpg', 'h%C3%BCtte.jpg', 'C:\\Export\\Hütte.jpg', 'weg/Hütte.jpg', '/Hütte.jpg'])(
    '%s is found',
    async (path) => {
      const { delivery, location } = await read(path);
      expect(location).toMatchObject({ kind: 'sibling', path: 'Hütte.jpg', sizeBytes: jpeg.length });
      expect(await bytesOf(await openAttachment(delivery, location as AttachmentLocation))).toEqual(jpeg);
    },
  );

  test('in a sub-folder', async () => {
    expect((await read('bilder\\A.jpg')).location).toMatchObject({ kind: 'sibling', path: 'bilder/a.jpg' });
  });

  test.each([
    ['../geheim.jpg', 'A-path'],
    ['%2e%2e/geheim.jpg', 'A-path'],
    ['bilder/../../Hütte.jpg', 'A-path'],
    ['fehlt.jpg', 'A-missing'],
    ['leer.jpg', 'A-empty'],
  ])('%s is missing: %s', async (path, code) => {
    const { location, codes } = await read(path);
    expect(location).toMatchObject({ kind: 'missing' });
    expect(codes).toEqual([code]);
  });
});

describe('rule 21: the set of attachments', () => {
  const summary = (attachments: AttachmentRecord[] | null) =>
    attachments?.map(({ position, title }) => [position, title]);

  test('anhaenge absent: null, keep what is stored', async () => {
    expect(await readOne(oneProperty())).toMatchObject({ attachments: null, warnings: [] });
  });

  test('anhaenge empty: null with a warning', async () => {
    const record = await readOne(oneProperty({ sections: ['<anhaenge/>'] }));
    expect(record).toMatchObject({ attachments: null, warnings: [{ code: 'A-empty-set' }] });
  });

  test('the title picture comes first, the others in the order of the document', async () => {
    const record = await readOne(
      withSet(
        attachmentXml('1.jpg', 'GRUNDRISS', 'eins'),
        attachmentXml('2.jpg', 'TITELBILD', 'zwei'),
        attachmentXml('3.jpg', 'BILD', 'drei'),
      ),
    );
    expect(summary(record.attachments)).toEqual([
      [0, 'zwei'],
      [1, 'eins'],
      [2, 'drei'],
    ]);
  });

  test('anhang directly under immobilie counts', async () => {
    const record = await readOne(oneProperty({ sections: [attachmentXml('1.jpg', 'BILD', 'eins')] }));
    expect(summary(record.attachments)).toEqual([[0, 'eins']]);
  });

  test('group, title, format, name, check and line are read', async () => {
    const anhang = attachmentXml('b/a.jpg', 'Titelbild', 'Vorne').replace(
      '</anhang>',
      '<check ctype="MD5">abc</check></anhang>',
    );
    const [attachment] = (await readOne(withSet(anhang))).attachments ?? [];
    expect(attachment).toMatchObject({
      group: 'TITELBILD',
      title: 'Vorne',
      format: 'jpg',
      name: 'a.jpg',
      check: { type: 'MD5', value: 'abc' },
    });
    expect(attachment?.line).toBeGreaterThan(5);
  });

  test('the fingerprint follows the content', async () => {
    const printOf = async (content: string) =>
      (await readZip(withSet(attachmentXml('a.jpg')), [{ name: 'a.jpg', content }])).attachments[0]?.fingerprint;
    expect(await printOf('one')).toBe(await printOf('one'));
    expect(await printOf('one')).not.toBe(await printOf('two'));
  });
});

describe('rule 21: base64 in the XML', () => {
  const other = Buffer.alloc(5000, 9);
  const content = transferXml([
    providerXml([
      propertyXml({
        obid: '1',
        sections: [element('anhaenge', {}, inline(jpeg.toString('base64')), inline(other.toString('base64')))],
      }),
      propertyXml({ obid: '2', sections: [element('anhaenge', {}, inline(jpeg.toString('base64')))] }),
    ]),
  ]);

  test('is no part of the document: its hash is', async () => {
    const { document } = (await readAll(deliveryOf(content))).properties[1] ?? {};
    expect(document?.anhaenge).toEqual({ anhang: { daten: { anhanginhalt: { sha256, sizeBytes: jpeg.length } } } });
  });

  test.each([
    ['line breaks', jpeg.toString('base64').replace(/(..)/g, '$1\r\n  ')],
    ['a data URL', `data:image/jpeg;base64,${jpeg.toString('base64')}`],
    ['no padding', jpeg.toString('base64').replace(/=+$/, '')],
  ])('with %s', async (_, base64) => {
    expect((await readOne(withSet(inline(base64)))).attachments?.[0]?.location).toMatchObject({
      kind: 'base64',
      sha256,
    });
  });

  test('one content is opened again by reading the XML again', async () => {
    const location = { kind: 'base64' as const, sha256, sizeBytes: jpeg.length };
    expect(await bytesOf(await openAttachment(deliveryOf(content), location))).toEqual(jpeg);
    const zipped = deliveryOf(zipOf([{ name: 'o.xml', content }]));
    expect(await bytesOf(await openAttachment(zipped, location))).toEqual(jpeg);
  });

  test('all wanted contents come in one pass, each once', async () => {
    const delivery = await openDelivery(deliveryOf(content, { chunkBytes: 512 }));
    const otherSha = createHash('sha256').update(other).digest('hex');
    const found = [];
    for await (const one of delivery.inlineAttachments(new Set([sha256, otherSha, 'unknown']))) found.push(one);
    expect(found).toEqual([
      { sha256, bytes: jpeg },
      { sha256: otherSha, bytes: other },
    ]);
  });
});
