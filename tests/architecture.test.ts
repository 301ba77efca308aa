import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const MOST_LINES = 300;

/** Every source file that git knows or would take, with its text. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|tsx|mts|mjs|css)$/.test(file) && existsSync(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const isTest = (file: string) => file.startsWith('tests/');
const isCode = (file: string) => /\.(ts|tsx|mts|mjs)$/.test(file);

/** What a file imports: paths from the project's root, packages by name. */
function importsOf({ file, text }: { file: string; text: string }): string[] {
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...found].map(([, name = '']) => {
    if (name.startsWith('@/')) return name.slice(2);
    return name.startsWith('.') ? path.join(path.dirname(file), name) : name;
  });
}

const offenders = (check: (entry: { file: string; text: string }) => string[]) =>
  files.filter(({ file }) => isCode(file)).flatMap((entry) => check(entry).map((reason) => `${entry.file}: ${reason}`));

test('lib imports nothing from app, bin or tests', () => {
  const wrong = offenders((entry) =>
    entry.file.startsWith('lib/') ? importsOf(entry).filter((name) => /^(app|bin|tests)\//.test(name)) : [],
  );
  expect(wrong).toEqual([]);
});

test('only lib and its tests import drizzle and the schema', () => {
  const wrong = offenders((entry) =>
    /^(lib|tests|drizzle)\//.test(entry.file)
      ? []
      : importsOf(entry).filter(
          (name) =>
            name.startsWith('drizzle-orm') || (name.startsWith('lib/db/schema') && !isTypeOnly(entry.text, name)),
        ),
  );
  expect(wrong).toEqual([]);
});

test('only lib/env.ts reads the environment of the application', () => {
  const wrong = offenders(({ file, text }) =>
    /^(lib|app)\//.test(file) && file !== 'lib/env.ts' && /process\.env/.test(text) ? ['process.env'] : [],
  );
  expect(wrong).toEqual([]);
});

test('the OpenImmo reader is pure: no database, no files, no clock, no environment', () => {
  const wrong = offenders((entry) =>
    entry.file.startsWith('lib/openimmo/')
      ? importsOf(entry).filter((name) =>
          /^lib\/(db|env|clock|storage|sources)|^node:fs|^server-only|^drizzle/.test(name),
        )
      : [],
  );
  expect(wrong).toEqual([]);
});

/** Which domains of lib import which, types left out. */
function readDomains(): Map<string, Set<string>> {
  const domainOf = (file: string) => /^lib\/([^/]+)\//.exec(file)?.[1];
  const graph = new Map<string, Set<string>>();
  for (const entry of files) {
    const from = domainOf(entry.file);
    if (!from) continue;
    for (const name of importsOf(entry)) {
      const to = domainOf(name);
      if (to && to !== from && !isTypeOnly(entry.text, name)) graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
  }
  return graph;
}

test('domains form no circle', () => {
  expect(findCircle(readDomains())).toEqual([]);
});

test('docs/architecture.md draws every import between domains, those of the database apart, and no other', () => {
  const picture = /```mermaid\n([\s\S]*?)```/.exec(readFileSync('docs/architecture.md', 'utf8'))?.[1] ?? '';
  const drawn = [...picture.matchAll(/^ {2}(\w+) --> (.+)$/gm)].flatMap(([, from = '', to = '']) =>
    to.split(' & ').map((name) => `${from} -> ${name}`),
  );
  const found = [...readDomains()].flatMap(([from, tos]) => [...tos].map((to) => `${from} -> ${to}`));
  expect(drawn.sort()).toEqual(found.filter((arrow) => !arrow.endsWith(' -> db')).sort());
});

/** A type leaves nothing behind at run time, so it makes no circle. */
function isTypeOnly(text: string, name: string): boolean {
  const last = path.basename(name);
  const lines = [...text.matchAll(/import\s+(type\s+)?[^;]*?from\s+'([^']+)'/g)].filter(
    ([, , from = '']) => path.basename(from) === last,
  );
  return (
    lines.length > 0 && lines.every(([whole, type]) => type !== undefined || /\{\s*(type \w+,?\s*)+\}/.test(whole))
  );
}

function findCircle(graph: Map<string, Set<string>>): string[] {
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): string[] => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...trail, node]);
      if (circle.length > 0) return circle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const circle = visit(node, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

test(`no file is longer than ${MOST_LINES} lines`, () => {
  const wrong = files.flatMap(({ file, text }) => {
    const lines = text.split('\n').length - 1;
    return lines > MOST_LINES ? [`${file}: ${lines}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('no barrels, and no folder or file that is named after nothing', () => {
  const wrong = files
    .map(({ file }) => file)
    .filter((file) => /(^|\/)(index|utils?|helpers?|common|misc|manager)(\.tsx?$|\/)/.test(file));
  expect(wrong).toEqual([]);
});

test('every file of lib that touches database, session or environment says that it is for the server only', () => {
  const wrong = offenders((entry) => {
    if (!entry.file.startsWith('lib/') || entry.file.startsWith('lib/db/schema/') || entry.file.startsWith('lib/i18n/'))
      return [];
    const touches = [
      ...entry.text.matchAll(
        /^import (?!type)[^;]*from '(drizzle-orm|postgres|next\/headers|.*\/db\/client|.*\/env)'/gm,
      ),
    ];
    return touches.length > 0 && !entry.text.includes("import 'server-only'") ? ["no import 'server-only'"] : [];
  });
  expect(wrong).toEqual([]);
});

test('a use-server file exports only actions', () => {
  const wrong = offenders(({ text }) =>
    /^'use server'/m.test(text) &&
    /^export (?!const \w+ = (viewer|operator|admin)Action\(|async function |interface |type )/m.test(text)
      ? ['exports something else']
      : [],
  );
  expect(wrong).toEqual([]);
});

test('no test is skipped, focused, or waits by sleeping', () => {
  const wrong = offenders(({ file, text }) =>
    isTest(file) && file !== 'tests/architecture.test.ts'
      ? (text.match(/\.(skip|only|todo|fixme)\(|waitForTimeout/g) ?? [])
      : [],
  );
  expect(wrong).toEqual([]);
});
