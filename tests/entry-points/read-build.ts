import { readFileSync } from 'node:fs';

const read = <T>(file: string): T => JSON.parse(readFileSync(`.next/${file}`, 'utf8')) as T;

export interface BuiltAction {
  id: string;
  file: string;
  name: string;
  /** The address of a page that knows the action. */
  page: string;
}

/** What the build answers at: addresses of pages, and those of route handlers. */
export function readBuiltAddresses(): { pages: string[]; routes: string[] } {
  const all = Object.entries(read<Record<string, string>>('app-path-routes-manifest.json'));
  // What Next adds by itself, and metadata files, which are the same for everybody.
  const ours = all.filter(
    ([file]) => !/^\/_/.test(file) && !/\/(icon|favicon|apple-icon|manifest|robots|sitemap)[^/]*\/route$/.test(file),
  );
  const of = (kind: 'page' | 'route') =>
    ours.filter(([file]) => file.endsWith(`/${kind}`)).map(([, address]) => address);
  return { pages: of('page').sort(), routes: of('route').sort() };
}

interface ServerReferences {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
  edge: Record<string, unknown>;
}

/** The actions that a browser can call, as the server knows them. */
export function readBuiltActions(): BuiltAction[] {
  const { node, edge } = read<ServerReferences>('server/server-reference-manifest.json');
  if (Object.keys(edge).length > 0) throw new Error('There are actions of the edge runtime, which nobody looks at.');
  const addresses = read<Record<string, string>>('app-path-routes-manifest.json');
  return Object.entries(node).map(([id, { exportedName, filename, workers }]) => {
    const page = Object.keys(workers).map((worker) => addresses[worker.replace(/^app/, '')])[0];
    return { id, file: filename, name: exportedName, page: page ?? '/' };
  });
}
