import { Ban, CircleCheck, CircleDashed, Hourglass, type LucideIcon, PhoneOff, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { SiteSummary } from '@/lib/central/list-sites';

type SiteState = 'disabled' | 'never' | 'problems' | 'silent' | 'waiting' | 'in-step';

const LOOKS: Record<SiteState, { tone: Tone; Icon: LucideIcon }> = {
  disabled: { tone: 'off', Icon: Ban },
  never: { tone: 'info', Icon: CircleDashed },
  problems: { tone: 'warn', Icon: TriangleAlert },
  silent: { tone: 'warn', Icon: PhoneOff },
  waiting: { tone: 'run', Icon: Hourglass },
  'in-step': { tone: 'ok', Icon: CircleCheck },
};

export function SiteStatePill({ state }: { state: SiteState }) {
  const t = useTranslations('admin.sites.states');
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(state)}
    </StatePill>
  );
}

export function siteStateOf(site: SiteSummary): SiteState {
  if (site.disabledAt) return 'disabled';
  if (site.problems.count > 0) return 'problems';
  if (!site.lastContactAt) return 'never';
  if (site.silent) return 'silent';
  return site.waiting.count > 0 ? 'waiting' : 'in-step';
}
