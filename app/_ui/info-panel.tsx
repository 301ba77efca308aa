'use client';

import { Check, Copy } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ComponentProps, type RefObject, useState } from 'react';
import { type Details, INFO_PANEL, InfoLines } from './info-lines';

type Handlers = Pick<ComponentProps<'div'>, 'onPointerEnter' | 'onPointerLeave' | 'onBlur'>;

interface Props extends Details, Handlers {
  /** What it floats beside: the `i`. */
  anchor: RefObject<HTMLButtonElement | null>;
  label: string;
  copyLabel: string;
  copiedLabel: string;
  onClose: () => void;
}

/** The open panel of an InfoTip. */
export default function InfoPanel(props: Props) {
  const { anchor, label, details, help, copyLabel, copiedLabel, onClose, ...handlers } = props;
  return (
    <Popover.Root open onOpenChange={(next) => !next && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Popover.Content
        {...handlers}
        aria-label={label}
        sideOffset={4}
        collisionPadding={16}
        // In a low window it scrolls: all of it is reached, at 400 % too.
        className={`${INFO_PANEL} max-h-(--radix-popover-content-available-height) overflow-y-auto`}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        // A press on the `i` itself is the `i`'s business.
        onInteractOutside={(event) => anchor.current?.contains(event.target as Node) && event.preventDefault()}
      >
        <InfoLines details={details} help={help} />
        <CopyButton text={asText(details)} label={copyLabel} doneLabel={copiedLabel} />
      </Popover.Content>
    </Popover.Root>
  );
}

function CopyButton({ text, label, doneLabel }: { text: string; label: string; doneLabel: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <button
      type="button"
      onClick={copy}
      // As the link above it: Tab goes on in the page's order.
      onKeyDown={(event) => event.key === 'Tab' && event.stopPropagation()}
      className="mt-3 inline-flex h-8 items-center gap-1.5 rounded-control border border-line px-2.5 font-firm hover:bg-line-soft"
    >
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      <span aria-live="polite">{copied ? doneLabel : label}</span>
    </button>
  );
}

const asText = (details: Details['details']) => details.map((detail) => `${detail.label}: ${detail.value}`).join('\n');
