import { expect, it } from 'vitest';
import type { PropertyColumns } from '@/lib/openimmo/types';
import { fitColumns } from '@/lib/properties/fit-columns';

it('drops and names numbers that no column takes, and keeps the others', () => {
  const columns = { price: '1'.repeat(15), rent: '900.50', livingArea: '0001234.5', rooms: '3.5' } as PropertyColumns;
  const fitted = fitColumns({ ...columns, rentTotal: null, plotArea: '9999999999999' });
  expect(fitted.columns).toMatchObject({
    price: null,
    rent: '900.50',
    livingArea: '0001234.5',
    plotArea: null,
    rooms: '3.5',
  });
  expect(fitted.dropped.map(({ element }) => element)).toEqual(['price', 'plotArea']);
});
