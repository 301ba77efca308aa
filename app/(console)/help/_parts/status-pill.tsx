import type { ReactNode } from 'react';
import type { StatusKind } from '@/lib/help/topic';
import type { Messages } from '@/lib/i18n/messages';
import { SiteStatePill } from '../../admin/sites/_sites/site-state';
import { RunStatePill } from '../../history/_run/run-state-pill';
import { DeliveryStatePill } from '../../interfaces/_parts/delivery-state';
import { ImportStatePill } from '../../interfaces/_parts/import-state';
import { MoodPill } from '../../interfaces/_parts/interface-state';
import { OutcomePill } from '../../interfaces/_parts/outcome-state';
import { PlanStatePill } from '../../interfaces/_parts/plan-state';
import { ParkedStatePill } from '../../interfaces/[interfaceId]/providers/_parts/parked-state';
import { PropertyStatePill } from '../../properties/_parts/property-state';
import { FreshnessPill, StepPill } from './schedule-pills';

type StateOf<Kind extends StatusKind> = keyof Messages['helpStatuses'][Kind];

/** How each status looks, by the very parts that show it on the pages: a status that they do not know does not compile. */
const PILLS: { [Kind in StatusKind]: (state: StateOf<Kind>) => ReactNode } = {
  delivery: (state) => <DeliveryStatePill state={state} />,
  import: (state) => <ImportStatePill state={state} />,
  outcome: (outcome) => <OutcomePill outcome={{ outcome, severity: 'note' }} />,
  plan: (state) => <PlanStatePill state={state} />,
  interface: (mood) => <MoodPill mood={mood} count={2} time="…" />,
  parked: (state) => <ParkedStatePill state={state} />,
  freshness: (state) => <FreshnessPill state={state} />,
  run: (state) => <RunStatePill state={state} />,
  step: (state) => <StepPill state={state} />,
  property: (state) => <PropertyStatePill property={propertyIn(state)} />,
  site: (state) => <SiteStatePill state={state} />,
};

export function StatusPill({ kind, state }: { kind: StatusKind; state: string }) {
  const pill = PILLS[kind] as (state: string) => ReactNode;
  return pill(state);
}

const ALWAYS = { published: true, activeFrom: null, activeUntil: null };

function propertyIn(state: StateOf<'property'>) {
  switch (state) {
    case 'unpublished':
      return { ...ALWAYS, state: 'active' as const, published: false };
    case 'not-yet':
      return { ...ALWAYS, state: 'active' as const, activeFrom: '9999-12-31' };
    case 'no-longer':
      return { ...ALWAYS, state: 'active' as const, activeUntil: '0001-01-01' };
    default:
      return { ...ALWAYS, state };
  }
}
