import { describe, expect, it } from 'vitest';
import { type ContactPlanInput, planContacts, type StoredContact } from '@/lib/contacts/plan';
import type { ContactRecord } from '@/lib/openimmo/types';

const person = (values: Partial<ContactRecord>) =>
  ({ number: null, email: null, firstName: null, lastName: null, company: null, ...values }) as ContactRecord;
const stored = (id: string, values: Partial<StoredContact>): StoredContact => ({
  id,
  number: null,
  email: null,
  firstName: null,
  lastName: null,
  company: null,
  contentHash: 'old',
  ...values,
});

function plan(contacts: Partial<ContactRecord>[], known: StoredContact[] = [], rest: Partial<ContactPlanInput> = {}) {
  let created = 0;
  const incoming = contacts.map((values, seq) => ({
    seq,
    contact: person(values),
    contentHash: JSON.stringify(values),
  }));
  const newId = () => `new-${++created}`;
  const { idOfRecord, writes } = planContacts({ incoming, stored: known, rule: 'update', newId, ...rest });
  return { ids: [...idOfRecord.values()], writes: writes.map(({ id, isNew }) => [id, isNew]) };
}

describe('contacts', () => {
  const anna = { firstName: 'Anna', lastName: 'Beck' };

  it.each([
    ['number', { number: '7' }, { number: '7', lastName: 'Other' }],
    ['e-mail', { email: 'Anna@x.example' }, { email: 'anna@x.example', ...anna }],
    ['name', anna, { ...anna, email: 'new@x.example' }],
  ])('are found by %s', (_by, known, delivered) => {
    expect(plan([delivered], [stored('c', known)])).toEqual({ ids: ['c'], writes: [['c', false]] });
  });

  it('stay two people who share an office’s address, or a name with different numbers', () => {
    const office = stored('c', { email: 'office@x.example', ...anna });
    expect(plan([{ email: 'office@x.example', lastName: 'Weber' }], [office]).ids).toEqual(['new-1']);
    expect(plan([{ number: '2', ...anna }], [stored('c', { number: '1', ...anna })]).ids).toEqual(['new-1']);
  });

  it('are created once for all records of a delivery that name them', () => {
    expect(plan([{ number: '7' }, { number: '7' }, { number: '8' }])).toEqual({
      ids: ['new-1', 'new-1', 'new-2'],
      writes: [
        ['new-1', true],
        ['new-2', true],
      ],
    });
  });

  it('are written only when they changed, and only as the rule allows', () => {
    const known = [stored('c', { number: '7', contentHash: '{"number":"7"}' })];
    expect(plan([{ number: '7' }], known).writes).toEqual([]);
    const changed = { number: '7', lastName: 'New' };
    expect(plan([changed], known, { rule: 'create' })).toEqual({ ids: ['c'], writes: [] });
    expect(plan([changed, { number: '9' }], known, { rule: 'match' })).toEqual({ ids: ['c'], writes: [] });
  });

  it('are found by number before e-mail, and by e-mail before name', () => {
    const known = [
      stored('by-name', anna),
      stored('by-email', { email: 'anna@x.example' }),
      stored('by-number', { number: '7' }),
    ];
    const delivered = { number: '7', email: 'anna@x.example', ...anna };
    expect(plan([delivered], known).ids).toEqual(['by-number']);
    expect(plan([delivered], known.slice(0, 2)).ids).toEqual(['by-email']);
    expect(plan([delivered], known.slice(0, 1)).ids).toEqual(['by-name']);
  });

  it.each([
    ['create', { ids: ['c', 'new-1'], writes: [['new-1', true]] }],
    [
      'update',
      {
        ids: ['c', 'new-1'],
        writes: [
          ['c', false],
          ['new-1', true],
        ],
      },
    ],
    ['match', { ids: ['c'], writes: [] }],
  ] as const)('by the rule “%s”: known ones are connected, and new ones and changes as it says', (rule, expected) => {
    const known = [stored('c', { email: 'anna@x.example', ...anna })];
    const delivered = [
      { email: 'anna@x.example', ...anna, phone: '040 2' },
      { number: '9', lastName: 'Neu' },
    ];
    expect(plan(delivered, known, { rule })).toEqual(expected);
  });

  it('without number, e-mail and name are nobody', () => {
    expect(plan([{ phone: '040 1' }])).toEqual({ ids: [], writes: [] });
  });
});
