'use client';

import { Check, Copy, Info } from 'lucide-react';
import Link from 'next/link';
import { Popover } from 'radix-ui';
import { type FocusEvent, type PointerEvent, useRef, useState, useSyncExternalStore } from 'react';

interface Props {
  /** The `i`'s accessible name, for example "Details". */
  label: string;
  /** Name and value, one line each. Long values wrap. */
  details: { label: string; value: string }[];
  copyLabel: string;
  copiedLabel: string;
  /** The page that says more, below the details. */
  help?: { href: string; label: string } | undefined;
}

const ICON = 'inline-grid size-6 place-items-center rounded-full text-ink-2 hover:text-ink';
const PANEL =
  'z-40 w-max max-w-[min(26rem,calc(100vw-32px))] rounded-panel border border-line bg-panel p-3.5 text-note font-normal text-ink';

const nothing = () => () => undefined;

/** Details behind an `i`: opens on hover, focus and tap; without script on a tap. */
export function InfoTip(props: Props) {
  const hasScript = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
  return hasScript ? <Opening {...props} /> : <Plain {...props} />;
}

function Plain({ label, details, help }: Props) {
  return (
    <details className="relative -my-1 inline-block align-[-7px]">
      <summary aria-label={label} className={ICON}>
        <Info size={16} aria-hidden />
      </summary>
      <div className={`absolute left-0 ${PANEL}`}>
        <DetailLines details={details} />
        {help && <HelpLine {...help} />}
      </div>
    </details>
  );
}

function Opening({ label, details, copyLabel, copiedLabel, help }: Props) {
  const [open, setOpen] = useState(false);
  // A tap or Enter keeps it open until the next one; hover and focus alone only show it for as long as they last.
  const [kept, setKept] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wrapper = useRef<HTMLSpanElement>(null);

  const show = (shown: boolean, afterMs = 0) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(shown), afterMs);
  };
  const close = () => {
    clearTimeout(timer.current);
    setKept(false);
    setOpen(false);
  };
  const press = () => {
    if (kept) return close();
    clearTimeout(timer.current);
    setKept(true);
    setOpen(true);
  };
  const hover = {
    onPointerEnter: (event: PointerEvent) => event.pointerType === 'mouse' && show(true, 80),
    onPointerLeave: (event: PointerEvent) => event.pointerType === 'mouse' && !kept && show(false, 200),
  };
  const leave = (event: FocusEvent) => {
    if (!wrapper.current?.contains(event.relatedTarget)) show(false);
  };

  return (
    <span ref={wrapper} className="-my-1 inline-block align-[-7px] leading-normal">
      <Popover.Root open={open} onOpenChange={(next) => !next && close()}>
        <Popover.Anchor asChild>
          <button
            type="button"
            aria-label={label}
            aria-expanded={open}
            className={ICON}
            onClick={press}
            onBlur={leave}
            onFocus={(event) => event.currentTarget.matches(':focus-visible') && show(true)}
            {...hover}
          >
            <Info size={16} aria-hidden />
          </button>
        </Popover.Anchor>
        <Popover.Content
          {...hover}
          onBlur={leave}
          aria-label={label}
          sideOffset={4}
          collisionPadding={16}
          className={PANEL}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <DetailLines details={details} />
          {help && <HelpLine {...help} />}
          <CopyButton text={asText(details)} label={copyLabel} doneLabel={copiedLabel} />
        </Popover.Content>
      </Popover.Root>
    </span>
  );
}

function DetailLines({ details }: Pick<Props, 'details'>) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {details.map((detail) => (
        <div key={detail.label} className="contents">
          <dt className="text-ink-3">{detail.label}</dt>
          <dd className="wrap-anywhere">{detail.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function HelpLine({ href, label }: { href: string; label: string }) {
  return (
    <p className="mt-2">
      <Link
        href={href}
        // As below: Tab goes on in the page's order.
        onKeyDown={(event) => event.key === 'Tab' && event.stopPropagation()}
        className="underline underline-offset-2"
      >
        {label}
      </Link>
    </p>
  );
}

function CopyButton({ text, label, doneLabel }: { text: string; label: string; doneLabel: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <button
      type="button"
      onClick={copy}
      // The popover would lead Tab round in a circle; it stands in the page's order and lets it pass.
      onKeyDown={(event) => event.key === 'Tab' && event.stopPropagation()}
      className="mt-3 inline-flex h-8 items-center gap-1.5 rounded-control border border-line px-2.5 font-firm hover:bg-line-soft"
    >
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      <span aria-live="polite">{copied ? doneLabel : label}</span>
    </button>
  );
}

const asText = (details: Props['details']) => details.map((detail) => `${detail.label}: ${detail.value}`).join('\n');
