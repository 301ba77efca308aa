import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinRecords, splitRecords } from '@/lib/protocol/split-records';

/** Members that look as much like a message's end as JSON can. */
const member = fc.oneof(
  fc.integer(),
  fc.constantFrom('a', ',"records":[', ']}', '{"records":[{}]}'),
  fc.constantFrom({ a: 1, records: [{ b: 2 }] }, { a: [{ records: [] }] }, [{}], []),
);
const head = fc.dictionary(fc.constantFrom('session', 'central', 'more', 'note'), member, { minKeys: 1 });
const records = fc.array(
  fc.record({ id: fc.integer(), data: fc.dictionary(fc.constantFrom('x', 'records'), member) }),
  {
    maxLength: 4,
  },
);

test('what is joined is split into the same', () => {
  fc.assert(
    fc.property(head, records, (head, records) => {
      const split = splitRecords(joinRecords(head, JSON.stringify(records)));
      expect({ head: split.head, records: JSON.parse(split.records) }).toEqual({ head, records });
    }),
  );
});

test('a message is understood with its records first, and however its JSON is laid out', () => {
  fc.assert(
    fc.property(head, records, fc.integer({ min: 0, max: 2 }), (head, records, indent) => {
      fc.pre(!Object.values(head).some(Array.isArray));
      for (const message of [
        { records, ...head },
        { ...head, records },
      ]) {
        const split = splitRecords(JSON.stringify(message, null, indent));
        expect({ head: split.head, records: JSON.parse(split.records) }).toEqual({ head, records });
      }
    }),
  );
});

test('a message without records has none', () => {
  expect(splitRecords('{"more":false}')).toEqual({ head: { more: false }, records: '[]' });
});

test.each(['', '{', 'null', '"records"', '{"a":1,"records":[{}]'])('%j is no message', (text) => {
  expect(() => splitRecords(text)).toThrow(SyntaxError);
});
