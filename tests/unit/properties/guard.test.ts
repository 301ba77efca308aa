import { describe, expect, it } from 'vitest';
import { checkGuard, type GuardInput } from '@/lib/properties/guard';

const at = (day: number) => new Date(Date.UTC(2025, 2, day));
const input = (absent: number, stock: number, rest: Partial<GuardInput> = {}): GuardInput => ({
  plan: { absent, stock },
  full: true,
  records: 1,
  minimum: 5,
  percent: 50,
  madeAt: at(2),
  lastAppliedAt: at(1),
  ...rest,
});

describe('rule 13: the guard', () => {
  it.each([
    [4, 4, null],
    [5, 10, null],
    [5, 9, 'P-removals-held'],
    [6, 10, 'P-removals-held'],
    [50, 100, null],
    [51, 100, 'P-removals-held'],
  ])('on removing %i of %i', (absent, stock, code) => {
    expect(checkGuard(input(absent, stock))?.code ?? null).toBe(code);
  });

  it('holds an empty transfer however small the stock is, unless nothing would be removed', () => {
    expect(checkGuard(input(1, 1, { records: 0 }))?.code).toBe('P-empty-transfer');
    expect(checkGuard(input(0, 1, { records: 0 }))).toBeNull();
  });

  it('holds a full transfer that is older than what was applied, and lets the same one pass', () => {
    expect(checkGuard(input(0, 9, { madeAt: at(1), lastAppliedAt: at(2) }))?.code).toBe('P-older-transfer');
    expect(checkGuard(input(0, 9, { madeAt: at(2), lastAppliedAt: at(2) }))).toBeNull();
    expect(checkGuard(input(0, 9, { lastAppliedAt: null }))).toBeNull();
  });

  it('does not guard partial transfers', () => {
    expect(checkGuard(input(9, 9, { full: false, madeAt: at(1), lastAppliedAt: at(2) }))).toBeNull();
  });
});
