import { idOf, postcodesOf, townOf, townsOf } from './fill-properties';
import { agenciesOf, type SiteFill } from './fill-site';

export interface ListPage {
  name: string;
  /** The address of the nth visit: what is asked for is another thing each time, where it can be. */
  path: (visit: number) => string;
  /** What a right answer contains. */
  contains: string;
}

const one = (name: string, path: string, contains: string): ListPage => ({ name, path: () => path, contains });

/** Every list page of a site of this size, with the filters and orders that could be slow. */
export function sitePages(fill: SiteFill): ListPage[] {
  const property = (name: string, path: (visit: number) => string): ListPage => ({
    name: `properties: ${name}`,
    path: (visit) => `/properties?${path(visit)}`,
    contains: 'Properties',
  });
  const provider = (visit: number) => idOf('provider', 1 + ((visit * 7) % fill.providers));
  const row = (visit: number) => 1 + ((visit * 7919) % fill.properties);
  /** About sixty lie in it. */
  const width = Math.ceil((2_000_000 * 60) / fill.properties);
  const interfacePath = `/interfaces/${idOf('interface', 1)}`;
  const imported = `${interfacePath}/history/${idOf('import', fill.deliveries)}`;
  return [
    one('overview', '/', 'Overview'),
    property('last changed', () => ''),
    property('by price', () => 'sort=price'),
    property('by price, highest first', () => 'sort=price-down'),
    property('by town', () => 'sort=place'),
    property('by number', () => 'sort=number'),
    property('search one number', (visit) => `q=HH-${row(visit)}`),
    property('search what many have', () => 'q=wohnung&sort=price'),
    property('search in a rare town', (visit) => `q=villa&place=${townOf((visit * 37) % townsOf(fill.properties))}`),
    property('search that finds nothing', (visit) => `q=nirgends${visit}`),
    property('provider', (visit) => `provider=${provider(visit)}`),
    property('provider, by price', (visit) => `provider=${provider(visit)}&sort=price`),
    property('interface that delivered long ago', () => `interface=${idOf('interface', 1)}`),
    property('interface, by town', () => `interface=${idOf('interface', 1)}&sort=place`),
    property('withdrawn', () => 'state=withdrawn'),
    property('in the trash, by number', () => 'state=trashed&sort=number'),
    property('not on show', () => 'shown=no'),
    property('on show, houses, by price', () => 'shown=yes&type=haus&sort=price'),
    property('a postcode', (visit) => `place=${String((visit * 997) % postcodesOf(fill.properties)).padStart(5, '0')}`),
    property('a town of many', () => 'place=hamburg&sort=price'),
    property('prices between', (visit) => `priceFrom=${visit * 1000}&priceTo=${visit * 1000 + width}`),
    property(
      'all at once',
      (visit) => `q=helle&place=ber&type=wohnung&shown=yes&priceTo=400000&sort=number&provider=${provider(visit)}`,
    ),
    one('interfaces', '/interfaces', 'Interfaces'),
    one('deliveries', `${interfacePath}/deliveries`, 'export-'),
    one('deliveries waiting', `${interfacePath}/deliveries?state=waiting`, 'export-'),
    one('deliveries with problems', `${interfacePath}/deliveries?state=problems`, 'export-'),
    {
      name: 'deliveries: search',
      path: (visit) => `${interfacePath}/deliveries?q=agency${visit % agenciesOf(fill.deliveries)}`,
      contains: 'Interface 1',
    },
    one('history of runs', '/history', 'History'),
    one('history: failed', '/history?state=failed', 'History'),
    one('history: by hand, with problems', '/history?state=problems&trigger=user', 'History'),
    one('history: with the central server', '/history?with=central', 'History'),
    one('interface history', `${interfacePath}/history`, 'export-'),
    one('interface history: errors', `${interfacePath}/history?state=error`, 'export-'),
    {
      name: 'interface history: search',
      path: (visit) => `${interfacePath}/history?q=agency${visit % agenciesOf(fill.deliveries)}`,
      contains: 'Interface 1',
    },
    one('an import’s outcomes', imported, 'export-'),
    one('outcomes: problems', `${imported}?only=problems`, 'export-'),
    one('outcomes: created', `${imported}?outcome=created`, 'export-'),
    one('outcomes: one code', `${imported}?code=R-no-key`, 'export-'),
    one('a plan’s entries', `${interfacePath}/plans/${idOf('import', fill.deliveries)}`, 'export-'),
    one(
      'a plan’s entries: removed',
      `${interfacePath}/plans/${idOf('import', fill.deliveries)}?kind=removed`,
      'export-',
    ),
    one('cleanup, with its trash', `${interfacePath}/cleanup`, 'bild'),
    one('providers', '/admin/providers', 'Agency'),
    { name: 'providers: search', path: (visit) => `/admin/providers?q=A-${1 + (visit % 20)}`, contains: 'Agency' },
    one('users', '/admin/users', 'example.org'),
    one('tokens', '/admin/tokens', 'Token'),
    one('audit', '/admin/audit', 'subject'),
    one('audit: refused', '/admin/audit?result=refused', 'Audit'),
    { name: 'audit: search', path: (visit) => `/admin/audit?q=subject+${1 + (visit % 900)}`, contains: 'subject' },
  ];
}

/** Of the central server. */
export const CENTRAL_PAGES: ListPage[] = [
  one('central: overview', '/', 'Overview'),
  one('central: sites', '/admin/sites', 'Site'),
  one('central: sites by contact', '/admin/sites?sort=contact', 'Site'),
  one('central: silent sites', '/admin/sites?show=silent', 'Site'),
  { name: 'central: sites, search', path: (visit) => `/admin/sites?q=office-${1 + (visit % 900)}.`, contains: 'Site' },
  one('central: history', '/history', 'History'),
];
