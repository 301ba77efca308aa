import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AUDIT_ACTIONS } from '@/lib/audit/actions';
import { ACTIONS, placeOfAction } from './entry-points/actions';
import { readActions, readInlineActions, readPages, readRoutes } from './entry-points/read-tree';
import { PAGES, placeOf, ROUTES } from './entry-points/table';

/** The way in is by a row of the tables, or there is none: tests/e2e/entry-points.spec.ts tries every row. */
test('every page of the tree has a row that says who may see it, and every row a page', () => {
  const pages = readPages().map(({ address }) => address);
  expect(pages.toSorted()).toEqual(Object.keys(PAGES).toSorted());
});

test('every page behind the sign-in asks first, in its own code, for the role of its row', () => {
  const wrong = readPages().filter(({ address, text }) => {
    const role = PAGES[address];
    return role !== 'anybody' && !text.includes(`requireUser('${role}',`);
  });
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('every route handler of the tree has a row for each of its methods, and every row a handler', () => {
  const found = readRoutes().map(({ address, methods }) => [address, methods]);
  const rows = Object.entries(ROUTES).map(([address, methods]) => [address, Object.keys(methods).sort()]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(rows));
});

test('every action of the tree has a row, and every row an action', () => {
  const found = readActions().map(({ file, name }) => `${file}#${name}`);
  const rows = Object.entries(ACTIONS).flatMap(([file, actions]) =>
    Object.keys(actions).map((name) => `${file}#${name}`),
  );
  expect(found.toSorted()).toEqual(rows.toSorted());
});

test('every action is guarded by the role of its row, and is called in the audit log as its row says', () => {
  const wrong = readActions().filter(({ file, name, guard, inner }) => {
    const row = ACTIONS[file]?.[name];
    if (row?.role === 'anybody') return guard !== null;
    const guards = guard ? [guard] : inner;
    const audited = guards.map((one) => one.audited).sort();
    return (
      guards.length === 0 ||
      guards.some(({ role }) => role !== row?.role) ||
      JSON.stringify(audited) !== JSON.stringify(row?.audited?.toSorted())
    );
  });
  expect(wrong.map(({ file, name }) => `${file}#${name}`)).toEqual([]);
});

/** The kinds of installation that a file says it is there at only, as often as it says so. */
const saysOnlyAt = (text: string) => [...text.matchAll(/\bonlyAt\('(site|central)'\)/g)].map(([, place]) => place);

test('a page or route that only sites have, or only the central server, is not found elsewhere', () => {
  const wrong = [...readPages(), ...readRoutes()].filter(({ address, text }) => {
    const place = placeOf(address);
    return JSON.stringify(saysOnlyAt(text)) !== JSON.stringify(place ? [place] : []);
  });
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('an action that only sites have, or only the central server, refuses elsewhere', () => {
  const wrong = readActions().filter(({ file, text }) => {
    const place = placeOfAction(file);
    const actions = [...text.matchAll(/= (?:viewer|operator|admin)Action\(/g)];
    return JSON.stringify(saysOnlyAt(text)) !== JSON.stringify(place ? actions.map(() => place) : []);
  });
  expect(wrong.map(({ file, name }) => `${file}#${name}`)).toEqual([]);
});

test('the audit log has words for the actions that there are, and for no other', () => {
  const ofActions = Object.values(ACTIONS).flatMap((actions) =>
    Object.values(actions).flatMap(({ audited = [] }) => audited),
  );
  /** What is no form: routes, signing in, what the installation itself writes. */
  const others = AUDIT_ACTIONS.filter((action) => !ofActions.includes(action));
  expect(others.toSorted()).toEqual([
    'account.redeem-link',
    'account.sign-in',
    'audit.leave-out',
    'audit.read',
    'cron.call',
    'delivery.download',
    'delivery.upload',
    'page.open',
    'request.send',
    'site.call',
    'user.reset-password',
  ]);
});

test('no action hides within a function, and no other kind of handler beside pages and routes', () => {
  expect(readInlineActions()).toEqual([]);
  expect(['pages', 'src/pages', 'app/api/trpc', 'middleware.ts'].filter((name) => existsSync(name))).toEqual([]);
});
