'use client';

import { Popover } from 'radix-ui';
import type { RefObject } from 'react';

interface Props {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  onClose: () => void;
}

/** The shown name of a Tip: Escape, a press elsewhere and leaving close it. Screen readers have the same words already. */
export default function TipPanel({ anchor, label, onClose }: Props) {
  return (
    <Popover.Root open onOpenChange={(next) => !next && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          aria-hidden
          side="top"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 max-w-64 rounded-control bg-ink px-2.5 py-1 text-note font-firm text-panel"
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onFocusOutside={(event) => event.preventDefault()}
        >
          {label}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
