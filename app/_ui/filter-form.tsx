import { Search } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button';

const FIELD =
  'h-8.5 min-w-0 truncate rounded-control border border-line-strong bg-panel text-ink placeholder:text-ink-3';

interface FormProps {
  /** What stays as it is when these filters change; never the place in the list. */
  keep?: Record<string, string | undefined>;
  /** On the button. */
  apply: string;
  className?: string;
  children: ReactNode;
}

/** Filters that hold together, by address: one does not undo the other, and they work without script. On a phone two beside each other. */
export function FilterForm({ keep = {}, apply, className = 'w-full', children }: FormProps) {
  return (
    <search className={className}>
      <form method="get" className="flex flex-wrap items-end gap-2 max-wide:grid max-wide:grid-cols-2">
        <Kept values={keep} />
        {children}
        <Button type="submit" className="h-8.5!">
          {apply}
        </Button>
      </form>
    </search>
  );
}

/** A form's fields that nobody sees. */
export function Kept({ values }: { values: Record<string, string | undefined> }) {
  return Object.entries(values).map(
    ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
  );
}

interface SearchProps extends Omit<ComponentProps<'input'>, 'value'> {
  label: string;
  value: string | undefined;
}

/** Searches on Enter. */
export function SearchInput({ label, value, className = '', ...rest }: SearchProps) {
  return (
    <label className={`relative block text-ink-3 ${className}`}>
      <span className="sr-only">{label}</span>
      <Search size={16} aria-hidden className="absolute top-2.25 left-2.75" />
      <input
        type="search"
        name="q"
        defaultValue={value}
        placeholder={label}
        {...rest}
        className={`w-full pr-2.75 pl-9 ${FIELD}`}
      />
    </label>
  );
}

interface Named {
  label: string;
}

/** Its name is in the field until something is written there, and always heard. */
export function FilterInput({ label, className = '', ...rest }: Named & ComponentProps<'input'>) {
  return <input aria-label={label} placeholder={label} {...rest} className={`px-2.75 ${className} ${FIELD}`} />;
}

interface Option extends Named {
  value: string;
  /** Of the label, where it is not the page's language. */
  lang?: string;
}

interface ChoiceProps extends Named {
  name: string;
  /** The choice of nothing; without it one of the options is always chosen. */
  none?: string;
  value: string | undefined;
  options: readonly (Option | { group: string; options: readonly Option[] })[];
}

export function FilterChoice({ name, label, none, value, options }: ChoiceProps) {
  return (
    <select name={name} aria-label={label} defaultValue={value ?? ''} className={`px-2 wide:max-w-56 ${FIELD}`}>
      {none !== undefined && <option value="">{none}</option>}
      {options.map((entry) =>
        'group' in entry ? (
          <optgroup key={entry.group} label={entry.group}>
            {entry.options.map(showOption)}
          </optgroup>
        ) : (
          showOption(entry)
        ),
      )}
    </select>
  );
}

const showOption = ({ value, label, lang }: Option) => (
  <option key={value} value={value} lang={lang}>
    {label}
  </option>
);

/** A day, its name before it, on a phone above it. */
export function FilterDay({ name, label, value }: Named & { name: string; value: string | undefined }) {
  return (
    <label className="flex items-center gap-1.5 text-small text-ink-2 max-wide:flex-col max-wide:items-stretch max-wide:gap-0.5">
      {label}
      <input type="date" name={name} defaultValue={value} className={`px-2 ${FIELD}`} />
    </label>
  );
}
