export interface ChoiceOption {
  value: string;
  label: string;
}

interface Props {
  label: string;
  name: string;
  options: ChoiceOption[];
  value: string;
}

/** One of a few, posted by pressing it: every option is a button of the surrounding form. */
export function Choice({ label, name, options, value }: Props) {
  return (
    <fieldset className="inline-flex max-w-full flex-wrap gap-0.5 rounded-[9px] bg-track p-0.75">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="submit"
          name={name}
          value={option.value}
          aria-pressed={option.value === value}
          className="rounded-[7px] px-2.5 py-1 text-small font-medium text-ink-2 hover:text-ink aria-pressed:bg-panel aria-pressed:text-ink"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
