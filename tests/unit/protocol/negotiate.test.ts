import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptVersion, answerVersion, chooseVersion, type VersionRange } from '@/lib/protocol/negotiate';

const range = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }))
  .map(([min, more]): VersionRange => ({ min, max: min + more }));

const spoken = ({ min, max }: VersionRange) => Array.from({ length: max - min + 1 }, (_, index) => min + index);

test('the version chosen is the highest that both speak; there is none only where both speak none in common', () => {
  fc.assert(
    fc.property(range, range, (own, theirs) => {
      const common = spoken(own).filter((version) => spoken(theirs).includes(version));
      const chosen = chooseVersion(own, theirs);
      if (common.length > 0) expect(chosen).toBe(Math.max(...common));
      else
        expect(chosen).toMatchObject({ ...theirs, code: own.max < theirs.min ? 'version-too-old' : 'version-too-new' });
    }),
  );
});

test('both sides come to the same version, whichever of them chooses', () => {
  fc.assert(
    fc.property(range, range, (one, other) => {
      const [chosen, back] = [chooseVersion(one, other), chooseVersion(other, one)];
      expect(typeof chosen === 'number' ? chosen : null).toBe(typeof back === 'number' ? back : null);
    }),
  );
});

test('a site that learns the range from a refusal is accepted with its second request, or told whose move it is', () => {
  fc.assert(
    fc.property(range, range, (site, central) => {
      const first = acceptVersion(String(site.max), central);
      if (typeof first === 'number') return;
      const second = chooseVersion(site, { min: first.min, max: first.max });
      if (typeof second === 'number') expect(acceptVersion(String(second), central)).toBe(second);
      else expect(second.code).toBe(site.max < central.min ? 'version-too-old' : 'version-too-new');
    }),
  );
});

test.each([
  [null, 'version-too-old', null],
  ['', 'version-too-old', ''],
  ['x', 'version-too-old', 'x'],
  ['2.5', 'version-too-old', '2.5'],
  [' 3', 'version-too-old', ' 3'],
  ['-3', 'version-too-old', '-3'],
  ['1', 'version-too-old', '1'],
  ['5', 'version-too-new', '5'],
  ['9'.repeat(40), 'version-too-old', '9'.repeat(20)],
])(
  'the header %j is refused with the versions that are spoken, and answered in the highest',
  (header, code, received) => {
    expect(acceptVersion(header, { min: 2, max: 4 })).toEqual({ code, min: 2, max: 4, received });
    expect(answerVersion(header, { min: 2, max: 4 })).toBe(4);
  },
);

test.each(['2', '3', '4'])('the header %j is accepted, and answered in that version', (header) => {
  expect(acceptVersion(header, { min: 2, max: 4 })).toBe(Number(header));
  expect(answerVersion(header, { min: 2, max: 4 })).toBe(Number(header));
});
