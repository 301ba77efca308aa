import type { PropertyColumns } from '../openimmo/types';

/** Digits before the point that each column takes. */
const MOST_DIGITS: Partial<Record<keyof PropertyColumns, number>> = {
  price: 14,
  rent: 14,
  rentTotal: 14,
  livingArea: 12,
  plotArea: 12,
  rooms: 6,
};

export interface DroppedValue {
  element: string;
  received: string;
}

/** Drops numbers that no column takes, and names them. */
export function fitColumns(columns: PropertyColumns): { columns: PropertyColumns; dropped: DroppedValue[] } {
  const fitted = { ...columns };
  const dropped: DroppedValue[] = [];
  for (const [name, digits] of Object.entries(MOST_DIGITS)) {
    const column = name as 'price' | 'rent' | 'rentTotal' | 'livingArea' | 'plotArea' | 'rooms';
    const value = columns[column];
    if (value === null || fits(value, digits)) continue;
    fitted[column] = null;
    dropped.push({ element: name, received: value.slice(0, 100) });
  }
  return { columns: fitted, dropped };
}

function fits(value: string, digits: number): boolean {
  const match = /^-?(\d+)(\.\d+)?$/.exec(value);
  return match?.[1] !== undefined && match[1].replace(/^0+/, '').length <= digits;
}
