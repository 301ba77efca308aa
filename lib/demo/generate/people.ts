import type { ListingContact } from '../listing';

/** Who works for the n-th provider. */
export function contactsOf(provider: number): ListingContact[] {
  const people = [
    ['Frau', 'Imke', 'Brodersen'],
    ['Herr', 'Günther', 'Strauß'],
    ['Frau', 'Zoë', 'Weiß'],
    ['Herr', 'Mehmet', 'Öztürk'],
  ] as const;
  return people.map(([salutation, firstName, lastName], index) => ({
    number: `${provider + 1}-${index + 1}`,
    salutation,
    firstName,
    lastName,
    email: `makler${index + 1}@maklerhaus-${provider + 1}.example`,
    phone: `+49 451 55${provider + 10} ${100 + index}11`,
  }));
}
