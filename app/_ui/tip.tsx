'use client';

import { type FocusEvent, lazy, type PointerEvent, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';

const SHOW_AFTER_MS = 250;
/** Long enough to move onto the words themselves. */
const HIDE_AFTER_MS = 150;
/** Where it floats is Radix's business: fetched when the first one shows. */
const TipPanel = lazy(() => import('./tip-panel'));

/** The name of an icon, shown on hover and focus. The icon's control carries the same words as its accessible name. */
export function Tip({ label, children }: { label: string; children: ReactNode }) {
  const [shown, setShown] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const anchor = useRef<HTMLSpanElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);

  const hide = () => {
    clearTimeout(timer.current);
    setShown(false);
  };
  const later = (next: boolean, afterMs: number) => (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(next), afterMs);
  };
  const focus = (event: FocusEvent) => event.target.matches(':focus-visible') && setShown(true);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it watches the control within
    <span
      ref={anchor}
      className="inline-flex"
      onPointerEnter={later(true, SHOW_AFTER_MS)}
      onPointerLeave={later(false, HIDE_AFTER_MS)}
      onPointerDown={hide}
      onFocus={focus}
      onBlur={hide}
    >
      {children}
      {shown && (
        <Suspense fallback={null}>
          <TipPanel anchor={anchor} label={label} onClose={hide} />
        </Suspense>
      )}
    </span>
  );
}
