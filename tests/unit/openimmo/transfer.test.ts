import { describe, expect, test } from 'vitest';
import {
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

describe('rule 7: the header', () => {
  test.each([
    ['VOLL', 'full'],
    ['voll', 'full'],
    ['Teil', 'partial'],
  ])('umfang in any case: %s', async (scope, expected) => {
    const { headers, codes } = await readAll(deliveryOf(transferXml([], { scope })));
    expect(headers[0]).toMatchObject({ scope: expected, scopeGiven: true });
    expect(codes).toEqual([]);
  });

  test('umfang as text', async () => {
    const content = element('openimmo', {}, element('uebertragung', {}, textElement('umfang', 'VOLL')));
    expect((await readAll(deliveryOf(content))).headers[0]?.scope).toBe('full');
  });

  test.each([
    [null, 'F-scope-missing'],
    ['GANZ', 'F-scope-unknown'],
  ])('umfang %s is TEIL with a warning', async (scope, code) => {
    const { headers, codes } = await readAll(deliveryOf(transferXml([], { scope })));
    expect(headers[0]).toMatchObject({ scope: 'partial', scopeGiven: false });
    expect(codes).toEqual([code]);
  });

  test('no header at all is TEIL with a warning', async () => {
    const { headers, properties, codes } = await readAll(
      deliveryOf(element('openimmo', {}, providerXml([propertyXml()]))),
    );
    expect(headers).toMatchObject([{ scope: 'partial' }]);
    expect(properties).toHaveLength(1);
    expect(codes).toEqual(['F-header-missing']);
  });

  test('a time without a zone is meant in Berlin; one that cannot be read is a warning', async () => {
    const summer = transferXml([], { timestamp: '2025-07-01T12:00:00' });
    expect((await readAll(deliveryOf(summer))).headers[0]?.timestamp).toBe('2025-07-01T10:00:00.000Z');
    const { headers, codes } = await readAll(deliveryOf(transferXml([], { timestamp: 'gestern' })));
    expect(headers[0]?.timestamp).toBeNull();
    expect(codes).toEqual(['F-timestamp']);
  });

  test('modus DELETE deletes nothing by itself', async () => {
    const content = oneProperty({ action: null }).replace('umfang="TEIL"', 'umfang="TEIL" modus="DELETE"');
    const { properties, codes } = await readAll(deliveryOf(content));
    expect(properties[0]?.action).toBe('upsert');
    expect(codes).toEqual(['F-mode-delete']);
  });
});

describe('rule 7: the order of elements is irrelevant', () => {
  const header = element('uebertragung', { umfang: 'VOLL', timestamp: '2025-03-01T10:00:00Z' });
  const number = textElement('anbieternr', 'A-7');
  const anid = textElement('openimmo_anid', 'ANID7');
  const shape = (content: string) =>
    readAll(deliveryOf(content, { chunkBytes: 100 })).then(({ events }) =>
      events.filter(({ type }) => type !== 'progress').map((event) => event.type),
    );

  test('a header behind the properties', async () => {
    const content = element('openimmo', {}, providerXml([propertyXml(), propertyXml({ obid: 'O2' })]), header);
    expect(await shape(content)).toEqual(['transfer', 'provider', 'property', 'property']);
    expect((await readAll(deliveryOf(content))).headers[0]?.scope).toBe('full');
  });

  test('a provider whose number comes last', async () => {
    const first = providerXml([propertyXml({ obid: 'A1' }), propertyXml({ obid: 'A2' })], { number: 'A-1' });
    const second = element('anbieter', {}, propertyXml({ obid: 'B1' }), propertyXml({ obid: 'B2' }), anid, number);
    const content = element('openimmo', {}, header, first, second);
    expect(await shape(content)).toEqual([
      'transfer',
      'provider',
      'property',
      'property',
      'provider',
      'property',
      'property',
    ]);
    const { providers, properties } = await readAll(deliveryOf(content, { chunkBytes: 100 }));
    expect(providers[1]).toMatchObject({ index: 1, number: 'A-7', openimmoAnid: 'ANID7' });
    expect(properties.map(({ keys }) => keys.obid)).toEqual(['A1', 'A2', 'B1', 'B2']);
    expect(properties.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });

  test('what is said of a provider behind its properties replaces what was said before', async () => {
    const content = element('openimmo', {}, header, element('anbieter', {}, number, propertyXml(), anid));
    const { providers } = await readAll(deliveryOf(content));
    expect(providers.map(({ index, openimmoAnid }) => [index, openimmoAnid])).toEqual([
      [0, null],
      [0, 'ANID7'],
    ]);
    expect(providers.map(({ sameAs }) => sameAs)).toEqual([null, null]);
  });

  test('sections of a property in any order', async () => {
    const { document } = await readOne(oneProperty({ sections: ['<flaechen/>', '<geo><ort>Ulm</ort></geo>'] }));
    expect(document.geo).toEqual({ ort: 'Ulm' });
  });
});

describe('rule 10: providers', () => {
  test('several, each with its own properties', async () => {
    const content = transferXml([
      providerXml([propertyXml({ obid: 'A1' })], { number: '1' }),
      providerXml([propertyXml({ obid: 'B1' }), propertyXml({ obid: 'B2' })], { number: '2' }),
    ]);
    const { events, providers } = await readAll(deliveryOf(content));
    expect(providers.map(({ number }) => number)).toEqual(['1', '2']);
    const owners = events.flatMap((event) => (event.type === 'property' ? [event.providerIndex] : []));
    expect(owners).toEqual([0, 1, 1]);
  });

  test('the same one twice names the first, to be merged', async () => {
    const content = transferXml(
      [
        providerXml([propertyXml({ obid: 'A1' })], { number: '1', anid: 'X' }),
        providerXml([propertyXml({ obid: 'B1' })], { number: '2' }),
        providerXml([propertyXml({ obid: 'A2' })], { number: '1' }),
      ],
      { scope: 'VOLL' },
    );
    expect((await readAll(deliveryOf(content))).providers.map(({ sameAs }) => sameAs)).toEqual([null, null, 0]);
  });

  test('ids are compared whole: other ANIDs and longer numbers are other providers', async () => {
    const content = transferXml([
      providerXml([], { number: '1', anid: 'X' }),
      providerXml([], { number: '1', anid: 'Y' }),
      providerXml([], { number: '11' }),
      providerXml([], { number: '01' }),
    ]);
    const { providers } = await readAll(deliveryOf(content));
    expect(providers.map(({ sameAs }) => sameAs)).toEqual([null, null, null, null]);
  });

  test('one without any property is said, because its full transfer is empty', async () => {
    const { providers, headers } = await readAll(deliveryOf(transferXml([providerXml([])], { scope: 'VOLL' })));
    expect(providers).toMatchObject([{ number: 'A-100', name: 'Hafen Immobilien' }]);
    expect(headers[0]?.scope).toBe('full');
  });

  test('one without any id is an error of its own', async () => {
    const content = transferXml([element('anbieter', {}, textElement('firma', 'Niemand'), propertyXml())]);
    const { messages, providers } = await readAll(deliveryOf(content));
    expect(providers).toMatchObject([{ number: null, openimmoAnid: null }]);
    expect(messages).toMatchObject([{ code: 'P-no-id', severity: 'error', params: { name: 'Niemand' } }]);
  });
});

describe('rule 7: unknown elements', () => {
  test('are kept raw, and noted once per name with their number', async () => {
    const sections = ['<neues a="1">x<b/></neues>', '<neues>y</neues>'];
    const { properties, messages } = await readAll(deliveryOf(oneProperty({ sections })));
    expect(properties[0]?.document.neues).toEqual([{ '@a': '1', b: '', '#text': 'x' }, 'y']);
    expect(messages.map(({ code, params }) => [code, params.element, params.count])).toEqual([
      ['F-unknown-element', 'neues', 2],
      ['F-unknown-element', 'b', 1],
    ]);
  });

  test('user_defined fields are kept and never noted', async () => {
    const field = '<user_defined_extend><feld><name>Etage</name><eigenes>3</eigenes></feld></user_defined_extend>';
    const simple = '<user_defined_simplefield feldname="kamera">ja</user_defined_simplefield>';
    const { properties, codes } = await readAll(deliveryOf(oneProperty({ sections: [field, simple, simple] })));
    expect(properties[0]?.document).toMatchObject({
      user_defined_extend: { feld: { name: 'Etage', eigenes: '3' } },
      user_defined_simplefield: [
        { '@feldname': 'kamera', '#text': 'ja' },
        { '@feldname': 'kamera', '#text': 'ja' },
      ],
    });
    expect(codes).toEqual([]);
  });
});
