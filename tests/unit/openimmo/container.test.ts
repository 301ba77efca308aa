import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasZipEnd } from '@/lib/openimmo/archive/end-record';
import { DeliveryError } from '@/lib/openimmo/errors';
import { openDelivery } from '@/lib/openimmo/open';
import { deliveryOf, oneProperty, readAll } from '../../support/openimmo';
import { zipOf } from '../../support/zip';

const zip = zipOf([
  { name: 'objekte.xml', content: oneProperty() },
  { name: 'bild.jpg', content: Buffer.alloc(3000, 7) },
]);

async function codeOf(content: string | Buffer, name = 'delivery.zip'): Promise<string> {
  try {
    await readAll(deliveryOf(content, { name }));
    return 'read';
  } catch (error) {
    if (error instanceof DeliveryError) return error.code;
    throw error;
  }
}

describe('rule 5: a file is what its content says, whatever its extension', () => {
  test.each([
    ['a ZIP called .XML', zip, 'OBJEKTE.XML'],
    ['an XML called .ZIP', Buffer.from(oneProperty()), 'objekte.ZIP'],
    ['an XML without extension', Buffer.from(oneProperty()), 'objekte'],
  ])('%s is read', async (_, content, name) => {
    expect(await codeOf(content, name)).toBe('read');
  });

  test.each([
    ['PDF', Buffer.from('%PDF-1.7')],
    ['RAR', Buffer.from('Rar!\x1a\x07')],
    ['JSON', Buffer.from('{"a":1}')],
    ['TXT', Buffer.from('Guten Tag')],
    ['?', Buffer.from([0, 1, 2, 3])],
  ])('anything else is refused with its kind: %s', async (kind, content) => {
    const refused = openDelivery(deliveryOf(content, { name: 'delivery.zip' }));
    await expect(refused).rejects.toMatchObject({ code: 'F-not-openimmo', details: { kind } });
  });

  test('an empty file has its own error', async () => {
    expect(await codeOf('')).toBe('F-empty');
  });

  test('an XML with another root is refused with that root', async () => {
    const refused = openDelivery(deliveryOf('<rss version="2.0"/>'));
    await expect(refused).rejects.toMatchObject({ code: 'F-root', details: { root: 'rss' } });
  });
});

describe('rule 2: truncated or corrupt: a typed error, nothing else', () => {
  test('a ZIP without its end record is truncated', async () => {
    const cut = zip.subarray(0, zip.length - 10);
    expect(await hasZipEnd(deliveryOf(cut))).toBe(false);
    expect(await hasZipEnd(deliveryOf(zip))).toBe(true);
    expect(await codeOf(cut)).toBe('F-zip-truncated');
  });

  test('the end record is found behind a comment', async () => {
    const commented = zipOf([{ name: 'objekte.xml', content: oneProperty() }], { comment: 'x'.repeat(60_000) });
    expect(await codeOf(commented)).toBe('read');
  });

  test('an unreadable directory is damage', async () => {
    const broken = Buffer.from(zip);
    broken.writeUInt32LE(0, broken.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])));
    expect(await codeOf(broken)).toBe('F-zip-damaged');
  });

  test('a truncation at any byte ends in a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: zip.length - 1 }), async (length) => {
        expect(await codeOf(zip.subarray(0, length))).toMatch(/^F-/);
      }),
    );
  });

  test('a truncation of an XML at any byte ends in a typed error', async () => {
    const xml = Buffer.from(oneProperty({ title: 'Größe & Maß' }));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: xml.length - 1 }), async (length) => {
        expect(await codeOf(xml.subarray(0, length))).toMatch(/^F-/);
      }),
    );
  });

  test('any damaged byte of a ZIP ends in a typed error or in a result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = Buffer.from(zip);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        expect(await codeOf(damaged)).toMatch(/^(F-|read$)/);
      }),
    );
  });

  test('a failure of the source is not blamed on the delivery', async () => {
    const failing = { ...deliveryOf(zip), read: () => deliveryOf(zip).read(0, 0).destroy(new Error('EIO')) };
    await expect(openDelivery(failing)).rejects.toThrow('EIO');
  });

  test('a file that shrank since it was listed is noticed', async () => {
    const xml = Buffer.from(oneProperty());
    const shrunk = { ...deliveryOf(xml), sizeBytes: xml.length + 5 };
    await expect(readAll(shrunk)).rejects.toMatchObject({ code: 'F-changed-while-read' });
  });
});

describe('rule 7: reading is paced by its consumer', () => {
  test('memory does not grow with the file: nothing is read far ahead of the consumer', async () => {
    const xml = Buffer.from(oneProperty().replace('</anbieter>', `${'<x>y</x>'.repeat(200_000)}</anbieter>`));
    let produced = 0;
    function* produce() {
      for (let at = 0; at < xml.length; at += 16 * 1024) {
        produced = at;
        yield xml.subarray(at, at + 16 * 1024);
      }
    }
    const delivery = deliveryOf(xml);
    const opened = await openDelivery({
      ...delivery,
      read: (start, end) => (end < xml.length ? delivery.read(start, end) : Readable.from(produce())),
    });
    const events = opened.events();
    expect((await events.next()).value).toMatchObject({ type: 'transfer' });
    expect(produced).toBeLessThan(xml.length / 4);
    await events.return(undefined);
  });

  test('an aborted signal ends the reading', async () => {
    const delivery = await openDelivery(deliveryOf(oneProperty()));
    const aborted = AbortSignal.abort(new Error('stopped'));
    await expect(delivery.events({ signal: aborted }).next()).rejects.toThrow('stopped');
  });
});
