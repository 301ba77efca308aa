import { expect, it } from 'vitest';
import { orderWaiting } from '@/lib/interfaces/order-waiting';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const waiting = (path: string, modified: number, transfer: number | null) => ({
  path,
  modifiedAt: at(modified),
  transferAt: transfer === null ? null : at(transfer),
});
const order = (...all: ReturnType<typeof waiting>[]) => orderWaiting(all).map(({ path }) => path);

it('rule 4: orders by the transfers’ own timestamps when all have one', () => {
  expect(order(waiting('a', 1, 9), waiting('b', 2, 8), waiting('c', 3, 7))).toEqual(['c', 'b', 'a']);
});

it('rule 4: orders by the files’ times when one has no timestamp, then by name', () => {
  expect(order(waiting('b', 1, 9), waiting('c', 2, null), waiting('a', 1, 1))).toEqual(['a', 'b', 'c']);
});

it('rule 4: of equal timestamps the older file comes first', () => {
  expect(order(waiting('a', 2, 5), waiting('b', 1, 5))).toEqual(['b', 'a']);
});
