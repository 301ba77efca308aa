interface Props {
  /** What is progressing: the accessible name. */
  label: string;
  done: number;
  /** null: not known; the bar only says that something is going on. */
  total: number | null;
  /** What a screen reader says, for example "7,310 of 12,480". */
  text?: string | undefined;
}

export function ProgressBar({ label, done, total, text }: Props) {
  const fraction = total === null ? null : total === 0 ? 1 : Math.min(1, done / total);
  const percent = fraction === null ? undefined : Math.floor(fraction * 100 + 1e-9);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      className="mt-2.5 mb-4.5 h-1.5 overflow-hidden rounded-full bg-track"
    >
      {percent === undefined ? (
        <div className="sweep h-full w-1/3 rounded-full bg-accent" />
      ) : (
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-300"
          style={{ width: `${percent}%` }}
        />
      )}
    </div>
  );
}
