import { db } from '@/lib/db/client';
import { siteDay } from '@/lib/i18n/site-day';
import { type InterfaceName, listInterfaceNames } from '@/lib/interfaces/list-names';
import type { ListPropertiesInput } from '@/lib/properties/list';
import { OBJECT_TYPES, PROPERTY_OWNERS, SHOWN } from '@/lib/properties/listed/filter';
import { PROPERTY_SORTS } from '@/lib/properties/listed/sort';
import type { PropertyState } from '@/lib/properties/plan-types';
import { listProviderNames, type ProviderName } from '@/lib/providers/list-names';
import { choice, one, type Query } from '../../_list/query';
import { readPrice } from './read-price';

export const PROPERTY_STATES: readonly PropertyState[] = ['active', 'reference', 'withdrawn', 'trashed'];

export interface PropertyQuery {
  input: ListPropertiesInput;
  /** As they stand in the address, for links and forms. */
  values: Record<PropertyFilterName, string | undefined>;
  /** The order in use. */
  sort: (typeof PROPERTY_SORTS)[number];
  providers: ProviderName[];
  interfaces: InterfaceName[];
  /** Something was asked for that there is not. */
  unknown: boolean;
}

export type PropertyFilterName =
  | 'q'
  | 'place'
  | 'provider'
  | 'interface'
  | 'type'
  | 'priceFrom'
  | 'priceTo'
  | 'shown'
  | 'state'
  | 'owner'
  | 'site'
  | 'sort';

/** What the address asks of the list of properties: alike for the page and its CSV. */
export async function readPropertyQuery(query: Query): Promise<PropertyQuery> {
  const [providers, interfaces, today] = await Promise.all([
    listProviderNames(db()),
    listInterfaceNames(db()),
    siteDay(),
  ]);
  const idsOf = (named: readonly { id: string }[]) => named.map(({ id }) => id);
  const read = {
    state: choice(query, 'state', PROPERTY_STATES),
    type: choice(query, 'type', OBJECT_TYPES),
    provider: choice(query, 'provider', idsOf(providers)),
    interface: choice(query, 'interface', idsOf(interfaces)),
    owner: choice(query, 'owner', PROPERTY_OWNERS),
    shown: choice(query, 'shown', SHOWN),
    sort: choice(query, 'sort', PROPERTY_SORTS),
    site: readSite(one(query, 'site')),
    priceFrom: readPrice(one(query, 'priceFrom')),
    priceTo: readPrice(one(query, 'priceTo')),
  };
  const [q, place] = [one(query, 'q'), one(query, 'place')];
  const { value: sort = 'changed' } = read.sort;
  return {
    input: {
      search: q,
      place,
      state: read.state.value,
      type: read.type.value,
      providerId: read.provider.value,
      interfaceId: read.interface.value,
      originSiteId: read.site.value,
      owner: read.owner.value,
      priceFrom: read.priceFrom.value,
      priceTo: read.priceTo.value,
      shown: read.shown.value,
      today,
      sort,
    },
    values: {
      q,
      place,
      provider: read.provider.value,
      interface: read.interface.value,
      type: read.type.value,
      priceFrom: read.priceFrom.value?.toString(),
      priceTo: read.priceTo.value?.toString(),
      shown: read.shown.value,
      state: read.state.value,
      owner: read.owner.value,
      site: read.site.value?.toString(),
      sort: read.sort.value,
    },
    sort,
    providers,
    interfaces,
    unknown: Object.values(read).some(({ unknown }) => unknown),
  };
}

function readSite(asked: string | undefined) {
  const value = asked !== undefined && /^\d{1,9}$/.test(asked) ? Number(asked) : undefined;
  return { value, unknown: asked !== undefined && value === undefined };
}
