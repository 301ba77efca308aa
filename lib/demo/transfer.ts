import { type Listing, listingXml } from './listing';
import { element, text } from './xml';

export interface DemoProvider {
  number: string;
  openimmoAnid: string;
  name: string;
  email: string;
  phone: string;
}

export interface Transfer {
  scope: 'VOLL' | 'TEIL';
  madeAt: Date;
  parts: { provider: DemoProvider; listings: readonly Listing[] }[];
  encoding?: 'UTF-8' | 'ISO-8859-1';
}

/** A whole OpenImmo document, encoded as its declaration says. */
export function transferBytes({ scope, madeAt, parts, encoding = 'UTF-8' }: Transfer): Buffer {
  const header = element('uebertragung', {
    art: 'OFFLINE',
    umfang: scope,
    modus: 'CHANGE',
    version: '1.2.7',
    sendersoftware: 'Maklerwerkzeug',
    senderversion: '12.4',
    timestamp: madeAt.toISOString(),
  });
  const providers = parts.map(({ provider, listings }) =>
    element(
      'anbieter',
      {},
      text('anbieternr', provider.number),
      text('firma', provider.name),
      text('openimmo_anid', provider.openimmoAnid),
      element('impressum_strukt', {}, text('firmenname', provider.name), text('telefon', provider.phone)),
      listings.map(listingXml),
    ),
  );
  const document = `<?xml version="1.0" encoding="${encoding}"?>\n${element('openimmo', {}, header, providers)}\n`;
  return Buffer.from(document, encoding === 'UTF-8' ? 'utf8' : 'latin1');
}
