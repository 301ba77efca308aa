interface Props {
  name: string;
  label: string;
  value: string | undefined;
}

/** A day of a list's filters, its name before it, on a phone above it. */
export function DayField({ name, label, value }: Props) {
  return (
    <label className="flex items-center gap-1.5 text-small text-ink-2 max-wide:flex-col max-wide:items-stretch max-wide:gap-0.5">
      {label}
      <input
        type="date"
        name={name}
        defaultValue={value}
        className="h-8.5 rounded-control border border-line-strong bg-panel px-2 text-ink"
      />
    </label>
  );
}
