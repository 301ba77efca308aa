import type { Messages } from '@/lib/i18n/messages';

/** The texts that the live parts of the page make in the browser. */
export function liveMessages({ deliveries, history, common }: Messages) {
  return {
    deliveries: { live: deliveries.live },
    history: { steps: history.steps, run: { steps: history.run.steps } },
    common: { steps: common.steps },
  };
}
