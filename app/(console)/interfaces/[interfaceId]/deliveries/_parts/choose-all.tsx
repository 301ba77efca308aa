'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

interface Props {
  /** The form that the ticks belong to, by its id. */
  form: string;
  label: string;
}

const nothing = () => () => undefined;

/** Ticks every row of the page, and says how many are ticked. Without script each is ticked by itself. */
export function ChooseAll({ form, label }: Props) {
  const hasScript = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
  const [chosen, setChosen] = useState({ ticked: 0, of: 0 });
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const count = () => {
      const boxes = boxesOf(form);
      setChosen({ ticked: boxes.filter((one) => one.checked).length, of: boxes.length });
    };
    count();
    document.addEventListener('change', count);
    return () => document.removeEventListener('change', count);
  }, [form]);
  const { ticked, of } = chosen;
  useEffect(() => {
    if (box.current) box.current.indeterminate = ticked > 0 && ticked < of;
    document.getElementById(form)?.setAttribute('data-chosen', ticked > 0 ? 'some' : 'none');
  }, [form, ticked, of]);
  if (!hasScript) return null;
  return (
    <label className="flex items-center gap-2.5 text-small text-ink-2 tabular-nums">
      <input
        ref={box}
        type="checkbox"
        checked={of > 0 && ticked === of}
        onChange={(event) => {
          for (const one of boxesOf(form)) one.checked = event.target.checked;
        }}
        className="size-4 accent-accent"
      />
      {label}
      {ticked > 0 && ` (${ticked})`}
    </label>
  );
}

function boxesOf(form: string): HTMLInputElement[] {
  const boxes = document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][form="${form}"]`);
  return [...boxes].filter((one) => !one.disabled);
}
