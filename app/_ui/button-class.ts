export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger';

const BASE =
  'inline-flex h-9 items-center justify-center gap-2 rounded-control border px-3.5 font-firm whitespace-nowrap select-none disabled:opacity-55 aria-disabled:opacity-55';
const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-accent-ink hover:opacity-92',
  plain: 'border-line bg-panel text-ink hover:bg-line-soft',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-line-soft hover:text-ink',
  danger: 'border-bad-line bg-panel text-bad hover:bg-bad-soft',
};

/** How a button looks; apart from the buttons themselves, so that a small one does not bring the links along. */
export const buttonClass = (variant: ButtonVariant = 'plain', more = ''): string =>
  `${BASE} ${VARIANTS[variant]} ${more}`;
