'use client';

import { Info } from 'lucide-react';
import { type FocusEvent, lazy, type PointerEvent, Suspense, useRef, useState, useSyncExternalStore } from 'react';
import { type Details, INFO_PANEL, InfoLines } from './info-lines';

/** Where it floats, and when it is closed, is Radix's business: fetched when the first one opens, for few pages need it. */
const InfoPanel = lazy(() => import('./info-panel'));

interface Props extends Details {
  /** The `i`'s accessible name, for example "Details". */
  label: string;
  copyLabel: string;
  copiedLabel: string;
}

const ICON = 'inline-grid size-6 place-items-center rounded-full text-ink-2 hover:text-ink';

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
    <details className="relative -my-1 inline-block align-middle">
      <summary aria-label={label} className={ICON}>
        <Info size={16} aria-hidden />
      </summary>
      <div className={`absolute left-0 ${INFO_PANEL}`}>
        <InfoLines details={details} help={help} />
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
  const button = useRef<HTMLButtonElement>(null);

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
  /** At once: it must not lie over what has the focus next. */
  const leave = (event: FocusEvent) => {
    if (!wrapper.current?.contains(event.relatedTarget)) close();
  };

  return (
    <span ref={wrapper} className="relative -top-px -my-1 inline-flex align-middle leading-normal">
      <button
        ref={button}
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
      {open && (
        <Suspense fallback={null}>
          <InfoPanel
            anchor={button}
            label={label}
            details={details}
            help={help}
            copyLabel={copyLabel}
            copiedLabel={copiedLabel}
            onClose={close}
            onBlur={leave}
            {...hover}
          />
        </Suspense>
      )}
    </span>
  );
}
