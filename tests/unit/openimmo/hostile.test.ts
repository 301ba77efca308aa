import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '@/lib/openimmo/limits';
import { openDelivery } from '@/lib/openimmo/open';
import { bytesOf, deliveryOf, oneProperty, readAll } from '../../support/openimmo';
import { type ZipEntry, zipOf } from '../../support/zip';
import { zip64Of } from '../../support/zip64';

const MB = 1024 * 1024;
const LONGEST_MS = 20_000;
const xml: ZipEntry = { name: 'objekte.xml', content: oneProperty() };

/** The code that it ends with, within bounds of time and memory. */
async function endOf(content: string | Buffer, mostMemory = 400 * MB): Promise<string> {
  const idle = process.memoryUsage().rss;
  const startedAt = performance.now();
  const end = await readAll(deliveryOf(content, { name: 'hostile' })).then(
    () => 'read',
    (error: { code: string }) => error.code,
  );
  expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
  expect(process.memoryUsage().rss - idle).toBeLessThan(mostMemory);
  return end;
}

const inRecord = (content: string) => `<openimmo><anbieter><immobilie>${content}</immobilie></anbieter></openimmo>`;

describe('rule 6: an archive that is an attack is refused, in bounded time and memory', () => {
  test('a bomb: what it unpacks to is never unpacked', async () => {
    expect(await endOf(zipOf([xml, { name: 'b.jpg', content: Buffer.alloc(200 * MB) }]), 300 * MB)).toBe('F-zip-ratio');
  });

  test('a bomb that calls itself small', async () => {
    const bomb = zipOf([{ name: 'o.xml', content: Buffer.alloc(100 * MB, ' '), sizeBytes: 1000 }]);
    expect(await endOf(bomb)).toMatch(/^F-zip-(lying-size|ratio)$/);
  });

  test('an archive in an archive is not opened', async () => {
    let inner = zipOf([xml]);
    for (let depth = 0; depth < 30; depth++) inner = zipOf([{ name: 'innen.zip', content: inner, stored: true }]);
    expect(await endOf(inner)).toBe('F-no-openimmo');
  });

  test('entries that share their bytes, however many', async () => {
    const shared = Array.from({ length: 2_000 }, (_, index) => ({ name: `${index}.jpg`, sharesBytesWith: 0 }));
    expect(await endOf(zipOf([{ name: 'a.jpg', content: Buffer.alloc(MB, 1), stored: true }, ...shared]))).toBe(
      'F-zip-overlap',
    );
  });

  test('a million entries by what the directory says, and sixty thousand real ones', async () => {
    expect(await endOf(zip64Of([xml], 1_000_000))).toMatch(/^F-zip-(entries|damaged)$/);
    const many = Array.from({ length: 60_000 }, (_, index) => ({ name: `${index}`, stored: true }));
    expect(await endOf(zipOf(many))).toBe('F-zip-entries');
  });

  test('a directory that counts fewer entries than it has', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ name: `${index}.jpg`, content: 'x', stored: true }));
    expect(await endOf(zipOf([xml, ...many], { entryCount: 3 }))).toMatch(/^(read|F-zip-damaged)$/);
  });

  test('names of sixty kilobytes', async () => {
    const long = Array.from({ length: 300 }, (_, index) => ({ name: `${index}/${'x'.repeat(60_000)}`, stored: true }));
    expect(await endOf(zipOf([xml, ...long]))).toBe('F-zip-path');
  });

  test.each([
    '..//..//x',
    './../x',
    'a/./../../x',
    '..',
    'a/..',
    '\\..\\x',
    '//server/share',
    'file:///etc/passwd/../../..',
    '%2E%2E%2Fx',
    '..%5Cx',
    'a/%2e%2e/%2e%2e/x',
    '....//....//x/..',
    'C:x',
    'c|/../x',
    '\u0000',
    'a\u0000/../x',
  ])('the name %j stays inside or is refused', async (name) => {
    const end = await endOf(zipOf([xml, { name, content: 'x', stored: true }]));
    expect(end).toMatch(/^(F-zip-path|read)$/);
    if (/(^|[/\\]|%2f|%5c)(\.|%2e){2}($|[/\\]|%2f|%5c)/i.test(name)) expect(end).toBe('F-zip-path');
  });
});

describe('rule 7: an XML that is an attack is refused, in bounded time and memory, without an outward call', () => {
  test('external entities are never fetched', async () => {
    let calls = 0;
    const server = createServer((socket) => {
      calls++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/x.dtd`;
    for (const doctype of [
      `<!DOCTYPE openimmo SYSTEM "${url}">`,
      `<!DOCTYPE openimmo [<!ENTITY x SYSTEM "${url}">]>`,
      `<!DOCTYPE openimmo [<!ENTITY % p SYSTEM "${url}"> %p;]>`,
    ]) {
      expect(await endOf(`${doctype}<openimmo>&x;</openimmo>`)).toBe('F-xml-doctype');
      const zip = zipOf([{ name: 'o.xml', content: `${doctype}<openimmo>&x;</openimmo>` }]);
      expect(await endOf(zip)).toBe('F-xml-doctype');
    }
    await new Promise((resolve) => server.close(resolve));
    expect(calls).toBe(0);
  });

  test('entities that multiply', async () => {
    const entities = Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};&a${n};">`).join('');
    expect(await endOf(`<!DOCTYPE openimmo [<!ENTITY a0 "ha">${entities}]><openimmo>&a30;</openimmo>`)).toBe(
      'F-xml-doctype',
    );
  });

  test('ten thousand levels', async () => {
    expect(await endOf(inRecord('<a>'.repeat(10_000) + '</a>'.repeat(10_000)))).toBe('F-xml-depth');
  });

  test('an attribute of a hundred megabytes, with what may end it in each piece', async () => {
    expect(await endOf(inRecord(`<geo a="${'> x'.repeat(30 * MB)}"/>`), 900 * MB)).toBe('F-xml-text');
  });

  test.each([
    [
      'attributes',
      () => inRecord(`<geo ${Array.from({ length: 300_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`),
      'read',
    ],
    ['the same attribute', () => inRecord(`<geo ${'a="1" '.repeat(300_000)}/>`), 'F-xml-malformed'],
    [
      'prefixes',
      () =>
        inRecord(
          `<geo ${Array.from({ length: 100_000 }, (_, n) => `xmlns:p${n}="u"`).join(' ')}>${'<p0:a/>'.repeat(300_000)}</geo>`,
        ),
      'read',
    ],
    ['names', () => inRecord(Array.from({ length: 300_000 }, (_, n) => `<n${n}/>`).join('')), 'read'],
    [
      'names that fall into one bucket',
      () => inRecord(Array.from({ length: 100_000 }, (_, n) => `<ü${n}/>`).join('')),
      'read',
    ],
    ['comments', () => inRecord('<!-- x -->'.repeat(500_000)), 'read'],
    ['an endless comment', () => inRecord(`<!-- ${'x - '.repeat(20 * MB)}`), 'F-xml-t'],
    ['references', () => inRecord(`<geo>${'&#x26;'.repeat(1_000_000)}</geo>`), 'read'],
    ['tags in a text', () => inRecord(`<freitexte><lage>${'&lt;b'.repeat(1_000_000)}</lage></freitexte>`), 'read'],
    ['providers', () => `<openimmo>${'<anbieter/>'.repeat(LIMITS.providers + 1)}</openimmo>`, 'F-too-many'],
    ['attachments', () => inRecord('<anhang/>'.repeat(LIMITS.attachments + 1)), 'F-too-many'],
    ['kept text', () => inRecord(`<geo>${'x'.repeat(LIMITS.keptLength)}</geo>`), 'F-xml-record'],
  ])(
    'too many %s',
    async (_, build, end) => {
      expect((await endOf(build(), 700 * MB)).startsWith(end)).toBe(true);
    },
    60_000,
  );

  test.each(['\0', '&#0;', '&#xD800;', '&#xFFFF;', '&#x110000;', '&#99999999999999999999;', '\u000c', '\ufffe'])(
    'the character %j',
    async (character) => {
      expect(await endOf(oneProperty({ title: 'T' }).replace('>T<', `>a${character}b<`))).toMatch(
        /^F-xml-(control|malformed)$/,
      );
    },
  );

  test.each(['c0af', 'eda080', 'f4908080', 'fe', 'c3', 'e282'])('the bytes %s', async (hex) => {
    const [before = '', after = ''] = oneProperty({ title: 'TITEL' }).split('TITEL');
    const content = Buffer.concat([Buffer.from(before), Buffer.from(hex, 'hex'), Buffer.from(after)]);
    expect(await endOf(content)).toBe('F-xml-bytes');
  });

  test('elements outside of any provider are no property of anybody, and are named', async () => {
    const { properties, codes } = await readAll(
      deliveryOf('<openimmo><uebertragung umfang="VOLL"/><immobilie/></openimmo>'),
    );
    expect(properties).toEqual([]);
    expect(codes).toEqual(['P-no-id']);
  });
});

test('rule 21: a hostile attachment is refused while it is read', async () => {
  const delivery = await openDelivery(
    deliveryOf(zipOf([xml, { name: 'a.jpg', content: Buffer.alloc(900_000), sizeBytes: 800_000 }])),
  );
  const location = { kind: 'entry' as const, path: 'a.jpg', crc32: 0, sizeBytes: 800_000 };
  await expect(delivery.openAttachment(location).then(bytesOf)).rejects.toMatchObject({
    code: expect.stringMatching(/^[FA]-/),
  });
});
