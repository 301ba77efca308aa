/** Markup, or a list of it; null is left out. */
export type Markup = string | readonly Markup[] | null;

/** An element. Children are markup already: texts go through `text`. */
export function element(name: string, attributes: Record<string, string> = {}, ...children: Markup[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const content = flatten(children);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

export function text(name: string, value: string | number | null): string | null {
  return value === null ? null : element(name, {}, escapeXml(String(value)));
}

export function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function flatten(children: readonly Markup[]): string {
  return children.map((child) => (typeof child === 'object' ? flatten(child ?? []) : child)).join('\n');
}
