import { type ComponentProps, createElement } from 'react';

interface Props extends ComponentProps<'svg'> {
  icon: { node: [tag: string, attributes: Record<string, string>][] };
  size?: number;
}

/**
 * Stands in for lucide's own `Icon` (next.config.mjs): that one runs in the browser because of a context that nobody here
 * uses, so that every page would send and hydrate each of its icons.
 */
export default function LucideIcon({ icon, size = 24, ...rest }: Props) {
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: size,
    height: size,
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: 2,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    'aria-hidden': !rest['aria-label'],
  } as const;
  const drawing = icon.node.map(([tag, attributes]) => createElement(tag, attributes));
  return createElement('svg', { ...frame, ...rest }, ...drawing);
}
