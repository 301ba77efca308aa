import { type ComponentPropsWithoutRef, createElement, type ReactNode } from 'react';

type Attributes = Record<string, string>;
type Shape = [tag: string, attributes: Attributes];

interface Props extends ComponentPropsWithoutRef<'svg'> {
  icon: { node: Shape[] };
  size?: number;
  /** Lucide hands it on; nobody here asks for the element, and a server component has none. */
  ref?: unknown;
}

/**
 * Stands in for lucide's own `Icon` (next.config.mjs): that one runs in the browser because of a context that nobody here
 * uses, so that every page would send and hydrate each of its icons. A page has dozens of them, each sent as markup and
 * again for React: so the style sheet draws the strokes, and the shapes are one path.
 */
export default function LucideIcon({ icon, size = 24, className, ref: _, ...rest }: Props) {
  const frame = { width: size, height: size, viewBox: '0 0 24 24', 'aria-hidden': !rest['aria-label'] };
  const classes = className ? `icon ${className}` : 'icon';
  return createElement('svg', { ...frame, className: classes, ...rest }, draw(icon.node));
}

/** Lucide draws with a few other shapes too, and fills some dots, in icons that hardly anybody needs: those stay elements. */
const PATHS: Record<string, (attributes: Attributes) => string> = {
  // A first relative move is counted from the corner, not from where the shape before it ended.
  path: ({ d = '' }) => (d.startsWith('m') ? `M0 0${d}` : d),
  line: ({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`,
  circle: ({ cx, cy, r }) => `M${Number(cx) - Number(r)} ${cy}${arc(r, 2)}${arc(r, -2)}z`,
  rect: drawRect,
};

function drawRect({ x = '0', y = '0', width, height, ...corners }: Attributes): string {
  const { rx = corners.ry ?? '0', ry = rx } = corners;
  const [across, down] = [Number(width) - 2 * Number(rx), Number(height) - 2 * Number(ry)];
  const corner = (dx: string, dy: string) => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`;
  const top = `M${Number(x) + Number(rx)} ${y}h${across}${corner(rx, ry)}v${down}`;
  return `${top}${corner(`-${rx}`, ry)}h-${across}${corner(`-${rx}`, `-${ry}`)}v-${down}${corner(rx, `-${ry}`)}z`;
}

/** Half a circle of radius `r`, to the right or to the left. */
const arc = (r: string | undefined, diameters: 2 | -2) => `a${r} ${r} 0 0 1 ${diameters * Number(r)} 0`;

const joined = new WeakMap<Shape[], string>();

function draw(shapes: Shape[]): ReactNode {
  const joinable = shapes.every(([tag, { fill }]) => tag in PATHS && !fill);
  if (!joinable) return shapes.map(([tag, attributes]) => createElement(tag, attributes));
  let d = joined.get(shapes);
  if (d === undefined) {
    d = shapes.map(([tag, attributes]) => PATHS[tag]?.(attributes)).join('');
    joined.set(shapes, d);
  }
  return createElement('path', { d });
}
