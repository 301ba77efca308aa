import { expect, it } from 'vitest';
import { readPrice } from '@/app/(console)/properties/_parts/read-price';

it.each([
  ['250000', 250_000],
  ['250.000', 250_000],
  ['1,250,000', 1_250_000],
  ['1 250 000', 1_250_000],
  ['1’250’000', 1_250_000],
  [' 900 ', 900],
])('%j is an amount, however it is grouped', (text, value) => {
  expect(readPrice(text)).toEqual({ value, unknown: false });
});

it.each(['cheap', '-5', '12.5', '1e9', '12,34,56', '9'.repeat(13)])('%j is none, and that is said', (text) => {
  expect(readPrice(text)).toEqual({ value: undefined, unknown: true });
});

it.each([undefined, '', '  '])('%j asks for nothing', (text) => {
  expect(readPrice(text)).toEqual({ value: undefined, unknown: false });
});
