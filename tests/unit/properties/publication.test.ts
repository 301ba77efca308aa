import { expect, it } from 'vitest';
import { publicationOf } from '@/lib/properties/publication';

const always = { published: true, activeFrom: null, activeUntil: null };
const spring = { published: true, activeFrom: '2026-03-01', activeUntil: '2026-05-31' };

it('rule 20: aktiv_von and aktiv_bis decide on which days a property is on show, both included', () => {
  expect(publicationOf(always, '2026-01-01')).toBe('published');
  expect(publicationOf(spring, '2026-02-28')).toBe('not-yet');
  expect(publicationOf(spring, '2026-03-01')).toBe('published');
  expect(publicationOf(spring, '2026-05-31')).toBe('published');
  expect(publicationOf(spring, '2026-06-01')).toBe('no-longer');
});

it('what is not published is not on show on any day', () => {
  expect(publicationOf({ ...spring, published: false }, '2026-04-01')).toBe('unpublished');
});
