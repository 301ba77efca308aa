'use client';

import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';

/** The name of an icon, shown on hover and focus. The icon's control carries the same words as its accessible name. */
export function Tip({ label, children }: { label: string; children: ReactElement }) {
  return (
    <Tooltip.Provider delayDuration={250} skipDelayDuration={200}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-40 max-w-64 rounded-control bg-ink px-2.5 py-1 text-note font-firm text-panel"
            aria-hidden
          >
            {label}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
