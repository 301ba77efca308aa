import { message } from '../messages';
import type { Marketing, PropertyColumns } from '../types';
import { type Fields, valueAt } from './fields';

type PriceColumns = Pick<
  PropertyColumns,
  'price' | 'rent' | 'rentTotal' | 'additionalCosts' | 'currency' | 'priceOnRequest'
>;

const SALE_PRICES = ['preise/kaufpreis', 'preise/kaufpreisbrutto', 'preise/kaufpreisnetto', 'preise/richtpreis'];
const RENTS = ['preise/kaltmiete', 'preise/nettokaltmiete', 'preise/pauschalmiete', 'preise/pacht', 'preise/erbpacht'];
const RENTS_TOTAL = ['preise/warmmiete'];

export function readPrices(fields: Fields, marketing: Marketing | null): PriceColumns {
  const priceOnRequest = [...SALE_PRICES, ...RENTS, ...RENTS_TOTAL].some((path) => isOnRequest(fields, path));
  const isForSale = marketing === null || marketing === 'sale' || marketing === 'sale-or-rent';
  const isForRent = marketing !== 'sale';
  const rent = readPrice(fields, RENTS, !priceOnRequest && isForRent);
  const currency = fields.line('preise/waehrung/@iso_waehrung') ?? fields.line('preise/waehrung');
  return {
    price: readPrice(fields, SALE_PRICES, !priceOnRequest && isForSale),
    rent,
    rentTotal: readPrice(fields, RENTS_TOTAL, !priceOnRequest && isForRent && rent === null),
    additionalCosts: fields.decimal('preise/nebenkosten', 'small-is-odd'),
    currency: currency?.toUpperCase() ?? null,
    priceOnRequest,
  };
}

/** The attribute `auf_anfrage`, or the words in place of a number. */
function isOnRequest(fields: Fields, path: string): boolean {
  if (valueAt(fields.document, path) === undefined) return false;
  return fields.boolean(`${path}/@auf_anfrage`) === true || saysOnRequest(fields.raw(path));
}

function saysOnRequest(text: string): boolean {
  return text !== '' && /auf\s?anfrage|on request|a consultar/i.test(text.slice(0, 100));
}

/** The first price that is one. Zero counts only where a price is expected, and then with a warning: software fills in zeros. */
function readPrice(fields: Fields, paths: readonly string[], isExpected: boolean): string | null {
  const prices = paths
    .filter((path) => fields.raw(path) !== '' && !saysOnRequest(fields.raw(path)))
    .map((path) => ({ path, value: fields.decimal(path, 'small-is-odd') }));
  const price = prices.find(({ value }) => value !== null && value !== '0');
  if (price) return price.value;
  const zero = prices.find(({ value }) => value === '0');
  if (!zero || !isExpected) return null;
  const place = { line: fields.lineOf(zero.path), received: fields.raw(zero.path) };
  fields.warnings.push(message('R-price-zero', { element: zero.path }, place));
  return '0';
}
