/** A moment as `format.time(…)` gives it. */
export interface TimeValue {
  iso: string;
  text: string;
  title: string;
}

/** The absolute time; the full one with its zone on hover. */
export function Time({ value }: { value: TimeValue }) {
  return (
    <time dateTime={value.iso} title={value.title} className="tabular-nums">
      {value.text}
    </time>
  );
}
