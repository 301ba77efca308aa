import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Method } from './table';

/** The entry points that the sources have: what Next makes of file names and exports. */
const files = () =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'app', 'lib'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && existsSync(file));

/** `app/(console)/history/[runId]/page.tsx` is /history/[runId]. */
const addressOf = (file: string): string => {
  const parts = file.split('/').slice(1, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`;
};

export interface TreeEntry {
  file: string;
  address: string;
  text: string;
}

const ofName = (name: RegExp): TreeEntry[] =>
  files()
    .filter((file) => name.test(file))
    .map((file) => ({ file, address: addressOf(file), text: readFileSync(file, 'utf8') }));

export const readPages = (): TreeEntry[] => ofName(/^app\/.*(^|\/)page\.tsx?$|^app\/page\.tsx?$/);

export function readRoutes(): (TreeEntry & { methods: Method[] })[] {
  return ofName(/^app\/.*\/route\.tsx?$/).map((entry) => ({ ...entry, methods: methodsOf(entry.text) }));
}

function methodsOf(text: string): Method[] {
  const named = [
    ...text.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/g),
  ];
  const renamed = [...text.matchAll(/\bas (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/g)];
  return [...named, ...renamed].map(([, method]) => method as Method).sort();
}

export interface TreeAction {
  file: string;
  name: string;
  /** Of the whole file. */
  text: string;
  /** What it is guarded by; null: a function of its own. */
  guard: { role: string; audited: string } | null;
  /** The actions that a function of its own hands over to. */
  inner: { role: string; audited: string }[];
}

/** Everything that a `'use server'` file exports; what such a directive stands before elsewhere is found by `readInlineActions`. */
export function readActions(): TreeAction[] {
  return files().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (!/^'use server'/m.test(text.slice(0, 500))) return [];
    const guards = new Map(
      [...text.matchAll(/const (\w+) = (viewer|operator|admin)Action\(\s*'([a-z.-]+)'/g)].map(
        ([, name = '', role = '', audited = '']) => [name, { role, audited }],
      ),
    );
    const exported = [...text.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map(
      ([, name = '']) => name,
    );
    const inner = [...guards].filter(([name]) => !exported.includes(name)).map(([, guard]) => guard);
    return exported.map((name) => {
      const guard = guards.get(name) ?? null;
      return { file, name, text, guard, inner: guard ? [] : inner };
    });
  });
}

/** `'use server'` within a function: an entry point that no table could name. */
export const readInlineActions = (): string[] =>
  files().filter((file) => /^\s+['"]use server['"]/m.test(readFileSync(file, 'utf8')));
