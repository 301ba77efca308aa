import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '@/lib/openimmo/limits';
import {
  deliveryOf,
  element,
  oneProperty,
  propertyXml,
  providerXml,
  readAll,
  readOne,
  transferXml,
} from '../../support/openimmo';

const title = 'Größe: 50 m² — „Kaiblick“';

function refusal(content: string | Buffer) {
  return expect(readAll(deliveryOf(content))).rejects;
}

describe('rule 7: encodings', () => {
  const declared = (encoding: string, text = title) => {
    const declaration = `<?xml version="1.0" encoding="${encoding}"?>\n`;
    return transferXml([providerXml([propertyXml({ title: text })])], { declaration });
  };

  test.each([
    ['UTF-8', Buffer.from(declared('UTF-8'))],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${declared('UTF-8')}`)],
    ['no declaration: UTF-8', Buffer.from(declared('x').replace(/^.*\n/, ''))],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(declared('UTF-16'), 'utf16le')],
    ['a byte order mark that contradicts the declaration', Buffer.from(`\ufeff${declared('ISO-8859-1')}`)],
    ['UTF-8 that calls itself UTF-16', Buffer.from(declared('UTF-16'))],
  ])('%s', async (_, content) => {
    expect((await readOne(deliveryOf(content))).columns.title).toBe(title);
  });

  test('ISO-8859-1 is read as windows-1252', async () => {
    const [before, after] = declared('ISO-8859-1', 'Größe XX').split('XX');
    const content = Buffer.concat([
      Buffer.from(before ?? '', 'latin1'),
      Buffer.from([0x84, 0x80, 0x93]),
      Buffer.from(after ?? ''),
    ]);
    expect((await readOne(deliveryOf(content))).columns.title).toBe('Größe „€“');
  });

  test('an unknown encoding is refused with its name', async () => {
    await refusal(declared('klingon')).toMatchObject({ code: 'F-xml-encoding', details: { encoding: 'klingon' } });
  });

  test('invalid bytes are refused with line and byte', async () => {
    const content = Buffer.from(oneProperty({ title: 'Größe' }));
    const at = content.indexOf('Größe') + 2;
    content[at] = 0xff;
    const line = content.subarray(0, at).toString('latin1').split('\n').length;
    await refusal(content).toMatchObject({ code: 'F-xml-bytes', details: { line, byte: at + 1, value: '0xff' } });
  });
});

describe('rule 7: what XML forbids is refused with its place', () => {
  const placeOf = (content: string, mark: string) => {
    const before = content.slice(0, content.indexOf(mark)).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };

  test.each(['Haus & Hof', 'Haus &nbsp; Hof;', 'A&B'])('a bare ampersand: %s', async (text) => {
    const content = oneProperty({ title: 'TITLE' }).replace('TITLE', text);
    await refusal(content).toMatchObject({ code: 'F-xml-ampersand', details: placeOf(content, '&') });
  });

  test.each(['\u0001', '\u0000', '\u000b', '\uffff'])('the control character %j', async (character) => {
    const content = oneProperty({ title: `a${character}b` });
    const { line } = placeOf(content, character);
    await refusal(content).toMatchObject({ code: 'F-xml-control', details: { line } });
  });

  test.each([
    ['an external entity', '<!DOCTYPE openimmo [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['entity expansion', '<!DOCTYPE openimmo [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'],
    ['any DOCTYPE', '<!DOCTYPE openimmo>'],
  ])('%s', async (_, doctype) => {
    await refusal(`<?xml version="1.0"?>\n${doctype}<openimmo>&x;</openimmo>`).toMatchObject({
      code: 'F-xml-doctype',
      details: { line: 2 },
    });
  });

  test('a prefix that nobody declared', async () => {
    const content = oneProperty().replace('<geo>', '').replace('<freitexte>', '<freitexte xsi:nil="1">');
    await refusal(content).toMatchObject({ code: 'F-xml-prefix', details: { prefix: 'xsi' } });
    await refusal('<a:openimmo/>').toMatchObject({ code: 'F-xml-prefix', details: { prefix: 'a' } });
  });

  test('an end tag of another element', async () => {
    await refusal('<openimmo>\n<a></b></openimmo>').toMatchObject({ code: 'F-xml-malformed', details: { line: 2 } });
  });

  test('a file that breaks off, with the element that was open', async () => {
    await refusal('<openimmo><anbieter>\n<firma>').toMatchObject({
      code: 'F-xml-truncated',
      details: { line: 2, element: 'firma' },
    });
  });

  test('elements more than 200 deep', async () => {
    await refusal(`<openimmo>${'<a>'.repeat(10_000)}`).toMatchObject({ code: 'F-xml-depth', details: { limit: 200 } });
    const allowed = `<openimmo>${'<a>'.repeat(199)}${'</a>'.repeat(199)}</openimmo>`;
    expect((await readAll(deliveryOf(allowed))).headers).toHaveLength(1);
  });

  test('a text or an attribute of more than 64 MiB', async () => {
    const long = 'x'.repeat(LIMITS.textLength + 100_000);
    await refusal(`<openimmo><a>${long}</a></openimmo>`).toMatchObject({ code: 'F-xml-text' });
    await refusal(`<openimmo><a b="${long}"/></openimmo>`).toMatchObject({ code: 'F-xml-text' });
  });

  test('one record of more than the process may keep', async () => {
    const piece = `<geo>${'x'.repeat(LIMITS.textLength / 4)}</geo>`;
    await refusal(`<openimmo><anbieter><immobilie>${piece.repeat(7)}</immobilie></anbieter></openimmo>`).toMatchObject({
      code: 'F-xml-record',
    });
  }, 30_000);
});

describe('rule 7: what XML allows is read', () => {
  test('white space before the declaration is a warning', async () => {
    const { properties, codes } = await readAll(deliveryOf(`\n \n${oneProperty()}`));
    expect(codes).toEqual(['F-xml-leading-space']);
    expect(properties[0]?.line).toBe((await readOne(oneProperty())).line + 2);
  });

  test('local names count, whatever the namespace or prefix', async () => {
    const prefixed = oneProperty()
      .replaceAll(/<(\/?)(?=[a-z])/g, '<$1oi:')
      .replace('<oi:openimmo', '<oi:openimmo xmlns:oi="urn:any"');
    const plain = await readOne(oneProperty());
    expect((await readOne(prefixed)).document).toEqual(plain.document);
    const defaulted = oneProperty().replace('<openimmo', '<openimmo xmlns="http://www.openimmo.de"');
    expect((await readOne(defaulted)).document).toEqual(plain.document);
  });

  test('CDATA, comments and processing instructions', async () => {
    const content = oneProperty({ title: 'TITLE' }).replace('TITLE', 'Haus<!-- x --><![CDATA[ & <Hof>]]><?php x ?>');
    expect((await readOne(content)).document.freitexte).toEqual({ objekttitel: 'Haus & <Hof>' });
  });

  test('chunk boundaries do not matter', async () => {
    const content = Buffer.from(oneProperty({ title, sections: [element('geo', {}, '<ort>Köln &amp; 🏠</ort>')] }));
    const whole = await readAll(deliveryOf(content));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (chunkBytes) => {
        expect(await readAll(deliveryOf(content, { chunkBytes }))).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test('element names like those of JavaScript are only names', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const sections = names.map((name) => `<${name}>x</${name}><${name}>y</${name}>`);
    const { document } = await readOne(oneProperty({ sections }));
    for (const name of names) expect(Object.getOwnPropertyDescriptor(document, name)?.value).toEqual(['x', 'y']);
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
  });
});
