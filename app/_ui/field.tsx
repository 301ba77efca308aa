import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

interface Shared {
  name: string;
  label: ReactNode;
  /** A sentence that helps. */
  hint?: ReactNode;
  /** What is wrong with it; replaces nothing, so the page does not jump more than a line. */
  error?: string | undefined;
}

const CONTROL =
  'w-full rounded-control border border-line-strong bg-panel px-2.75 text-ink placeholder:text-ink-3 aria-invalid:border-bad disabled:bg-line-soft disabled:text-ink-3';

function described({ name, hint, error }: Shared) {
  const ids = [hint ? `${name}-hint` : null, error ? `${name}-error` : null].filter((id) => id !== null);
  return { id: name, 'aria-describedby': ids.join(' ') || undefined, 'aria-invalid': error ? true : undefined };
}

function Notes({ name, hint, error }: Shared) {
  return (
    <>
      {hint && (
        <p id={`${name}-hint`} className="mt-1 text-note text-ink-2">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} className="mt-1 flex items-start gap-1.5 text-note font-firm text-bad">
          <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          {error}
        </p>
      )}
    </>
  );
}

/** Label, control, hint and error, one below the other. `id` is the field's name. */
function Field({ children, ...shared }: Shared & { children: ReactNode }) {
  return (
    <div className="mb-4">
      <label htmlFor={shared.name} className="mb-1 block font-medium">
        {shared.label}
      </label>
      {children}
      <Notes {...shared} />
    </div>
  );
}

export function Input({ label, hint, error, className = '', ...rest }: Shared & Omit<ComponentProps<'input'>, 'name'>) {
  const shared = { name: rest.name, label, hint, error };
  return (
    <Field {...shared}>
      <input {...rest} {...described(shared)} className={`h-9 ${CONTROL} ${className}`} />
    </Field>
  );
}

export function Textarea({ label, hint, error, ...rest }: Shared & Omit<ComponentProps<'textarea'>, 'name'>) {
  const shared = { name: rest.name, label, hint, error };
  return (
    <Field {...shared}>
      <textarea rows={4} {...rest} {...described(shared)} className={`py-2 ${CONTROL}`} />
    </Field>
  );
}

interface SelectProps extends Shared, Omit<ComponentProps<'select'>, 'name'> {
  options: { value: string; label: string }[];
}

export function Select({ label, hint, error, options, ...rest }: SelectProps) {
  const shared = { name: rest.name, label, hint, error };
  return (
    <Field {...shared}>
      <select {...rest} {...described(shared)} className={`h-9 truncate ${CONTROL}`}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Posts "on" when ticked, nothing otherwise. */
export function Checkbox({ label, hint, error, ...rest }: Shared & Omit<ComponentProps<'input'>, 'name' | 'type'>) {
  const shared = { name: rest.name, label, hint, error };
  return (
    <div className="mb-4">
      <label className="flex items-start gap-2.5 font-medium">
        <input {...rest} {...described(shared)} type="checkbox" className="mt-0.75 size-4 shrink-0 accent-accent" />
        {label}
      </label>
      <div className="pl-6.5">
        <Notes {...shared} />
      </div>
    </div>
  );
}
