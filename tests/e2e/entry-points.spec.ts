import { expect, test } from '@playwright/test';
import { HEADERS } from '../../lib/protocol/v1';
import { hasRole, type Role } from '../../lib/users/role';
import { ACTIONS, type ActionRow, placeOfAction } from '../entry-points/actions';
import { type Answer, ask, callAction, postForm } from '../entry-points/call';
import { type BuiltAction, readBuiltActions, readBuiltAddresses } from '../entry-points/read-build';
import {
  fieldsOf,
  openServers,
  pathOf,
  SESSIONS,
  type ServerUnderTest,
  type Session,
} from '../entry-points/server-under-test';
import { type Method, PAGES, type Place, placeOf, ROUTES, type RouteAccess } from '../entry-points/table';
import { leadsToSignIn, refusedOf, said, tryAtAll, verdictOf } from '../entry-points/try-all';
import { type StartedProduct, startProduct } from '../support/product';

/** Every entry point of a product of its own, over HTTP, by everybody: what is refused is refused as said and does nothing. */
test.describe.configure({ mode: 'serial', timeout: 600_000 });

let product: StartedProduct;
let servers: ServerUnderTest[];
let actions: (BuiltAction & { row: ActionRow })[];

test.beforeAll(async () => {
  // Nothing happens by itself: what changes was changed by a request.
  product = await startProduct({ RUN_EXECUTOR: 'off' });
  servers = await openServers(product);
  actions = readBuiltActions().map((action) => ({ ...action, row: ACTIONS[action.file]?.[action.name] as ActionRow }));
});
test.afterAll(async () => {
  for (const { sql } of servers ?? []) await sql.end();
  await product?.stop();
});

/** The actions that ask for a sign-in. */
const guarded = () =>
  actions.flatMap(({ id, name, file, page, row: { role, by, audited = [], fields = {}, last = 0 } }) =>
    role === 'anybody' ? [] : [{ id, name, file, page, role, by, audited, fields, last }],
  );

test('the build has the pages, routes and actions of the tables, and no other', () => {
  const built = readBuiltAddresses();
  expect(built.pages).toEqual(Object.keys(PAGES).sort());
  expect(built.routes).toEqual(Object.keys(ROUTES).sort());
  expect(actions.map(({ file, name }) => `${file}#${name}`).sort()).toEqual(
    Object.entries(ACTIONS)
      .flatMap(([file, rows]) => Object.keys(rows).map((name) => `${file}#${name}`))
      .sort(),
  );
});

test('a page shows itself to whom its row names, says 403 to a lesser role, and leads everybody else to the sign-in', async () => {
  const wrong = await tryAtAll(servers, (server) =>
    Object.entries(PAGES).map(([address, needed]) => ({
      name: `GET ${address}`,
      tries: (needed === 'anybody' ? [] : SESSIONS).map((session) => async () => {
        const answer = await ask(server.caller(session), pathOf(address, server));
        const verdict = verdictOf(session, needed as Role);
        const right = {
          'signed-out': leadsToSignIn(answer),
          forbidden: answer.status === 403,
          allowed: answer.status < 500 && ![401, 403].includes(answer.status) && !leadsToSignIn(answer),
        }[verdict];
        return right ? null : `${session}, expected ${verdict}: ${said(answer)}`;
      }),
    })),
  );
  expect(wrong).toEqual([]);
});

test('a form without script leads who is not signed in to the sign-in, tells a lesser role, and does nothing', async () => {
  const wrong = await tryAtAll(servers, (server) =>
    // A form with several buttons wants its state, which is tried with script.
    guarded()
      .filter(({ audited }) => audited.length === 1)
      .map(({ id, name, page, role, fields }) => ({
        name: `form of ${name}`,
        tries: refusedOf(role).map(({ session, verdict }) => async () => {
          const answer = await postForm(server.caller(session), pathOf(page, server), id, fieldsOf(fields, server));
          const isTold = answer.status === 303 && answer.location.includes('error=forbidden');
          const right = verdict === 'forbidden' ? isTold : leadsToSignIn(answer);
          return right ? null : `${session}, expected ${verdict}: ${said(answer)}`;
        }),
      })),
  );
  expect(wrong).toEqual([]);
});

test('a call with script is answered with the reason why it is refused, and does nothing', async () => {
  const wrong = await tryAtAll(servers, (server) =>
    guarded().map(({ id, name, page, role, fields }) => ({
      name: `call of ${name}`,
      tries: refusedOf(role).map(({ session, verdict }) => async () => {
        const answer = await callAction(server.caller(session), pathOf(page, server), id, fieldsOf(fields, server));
        return answer.text.includes(`"code":"${verdict}"`) ? null : `${session}, expected ${verdict}: ${said(answer)}`;
      }),
    })),
  );
  expect(wrong).toEqual([]);
});

const isRole = (access: RouteAccess): access is Role => ['viewer', 'operator', 'admin'].includes(access);
const METHODS: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const routes = () =>
  Object.entries(ROUTES).flatMap(([address, methods]) =>
    METHODS.map((method) => ({ address, method, access: methods[method] })),
  );
const JSON_HEADERS = { accept: 'application/json', [HEADERS.protocol]: '1' };

test('a route answers whom its row names; 401 or 403 as problem JSON everybody else; other methods nobody', async () => {
  const wrong = await tryAtAll(servers, (server) =>
    routes().map(({ address, method, access }) => ({
      name: `${method} ${address}`,
      tries: (access === 'own' ? [] : SESSIONS).map((session) => async () => {
        const answer = await ask(server.caller(session), pathOf(address, server), { method, headers: JSON_HEADERS });
        const right = rightly(server, session, access, answer);
        return right ? null : `${session}, expected ${access ?? 'nothing'}: ${said(answer)}`;
      }),
    })),
  );
  expect(wrong).toEqual([]);
});

function rightly(server: ServerUnderTest, session: Session, access: RouteAccess | undefined, answer: Answer): boolean {
  const refusedWith = (status: number, code: string) =>
    answer.status === status && answer.text.includes(`"code":"${code}"`);
  // A session is no token: who is signed in as an admin gets no further with it.
  if (access === undefined) return answer.status === 405;
  if (access === 'site' && server.role === 'site') return refusedWith(422, 'not-a-central-server');
  if (access === 'delivery' && server.role === 'central') return refusedWith(404, 'not-found');
  if (!isRole(access)) return refusedWith(401, 'token-refused');
  const verdict = verdictOf(session, access);
  if (verdict === 'signed-out') return refusedWith(401, 'signed-out');
  if (verdict === 'forbidden') return refusedWith(403, 'forbidden');
  return answer.status < 500 && ![401, 403].includes(answer.status);
}

test('what only sites have, or only the central server, is not found on the other by whoever may, and does nothing', async () => {
  const wrong = await tryAtAll(servers, (server) => {
    const isElsewhere = (place: Place | null) => place !== null && place !== server.role;
    const admin = server.caller('admin');
    const entry = (name: string, answers: () => Promise<Answer>, isRefused: (answer: Answer) => boolean) => {
      const tries = [() => answers().then((answer) => (isRefused(answer) ? null : said(answer)))];
      return { name, tries };
    };
    const saysNotFound = ({ text }: Answer) => text.includes('"code":"not-found"');
    return [
      ...Object.keys(PAGES)
        .filter((address) => isElsewhere(placeOf(address)))
        .map((address) =>
          entry(
            `GET ${address}`,
            () => ask(admin, pathOf(address, server)),
            ({ status }) => status === 404,
          ),
        ),
      ...routes()
        .filter(({ address, access }) => access !== undefined && isElsewhere(placeOf(address)))
        .map(({ address, method }) =>
          entry(
            `${method} ${address}`,
            () => ask(admin, pathOf(address, server), { method, headers: JSON_HEADERS }),
            (answer) => answer.status === 404 && saysNotFound(answer),
          ),
        ),
      ...guarded()
        .filter(({ file }) => isElsewhere(placeOfAction(file)))
        .map(({ id, name, page, fields }) =>
          entry(
            `call of ${name}`,
            () => callAction(admin, pathOf(page, server), id, fieldsOf(fields, server)),
            saysNotFound,
          ),
        ),
    ];
  });
  expect(wrong).toEqual([]);
});

/** As an attacker's page makes a browser send it, with the cookie of an admin. */
const ELSEWHERE: Record<string, { origin: string | null; headers?: Record<string, string> }> = {
  'another site': { origin: 'https://evil.example' },
  'another port': { origin: 'http://localhost:1' },
  'origin null': { origin: 'null' },
  'no origin': { origin: null },
  'a malformed origin': { origin: 'http://[' },
  'a forged forwarded host': {
    origin: 'https://evil.example',
    headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
  },
};

test('nothing is posted from elsewhere, whoever is signed in: 403, never 500, and nothing is done', async () => {
  const wrong = await tryAtAll(servers, (server) => [
    ...actions.map(({ id, name, page, row }) => ({
      name,
      tries: Object.entries(ELSEWHERE).map(([where, from]) => async () => {
        const fields = fieldsOf(row.fields ?? {}, server);
        const path = pathOf(page, server);
        const answers = [
          await postForm(server.caller('admin'), path, id, fields, from),
          await callAction(server.caller('admin'), path, id, fields, from),
        ];
        return answers.every(({ status }) => status === 403) ? null : `${where}: ${answers.map(said).join(' / ')}`;
      }),
    })),
    {
      name: 'an upload',
      tries: Object.entries(ELSEWHERE).map(([where, from]) => async () => {
        const body = new FormData();
        body.set('files', new Blob(['<openimmo/>']), 'a.xml');
        const path = `/interfaces/${server.ids.interface}/deliveries/upload`;
        const answer = await ask(server.caller('admin'), path, { method: 'POST', body, ...from });
        return answer.status === 403 ? null : `${where}: ${said(answer)}`;
      }),
    },
  ]);
  expect(wrong).toEqual([]);
});

test('an action cannot be called by a form of another kind, or by opening a page', async () => {
  const origin = 'https://evil.example';
  const wrong = await tryAtAll(servers, (server) =>
    actions.map(({ id, name, page, row }) => {
      const fields = fieldsOf(row.fields ?? {}, server);
      const form = new URLSearchParams({ ...fields, [`$ACTION_ID_${id}`]: '' });
      const [admin, path] = [server.caller('admin'), pathOf(page, server)];
      const text = { body: JSON.stringify([fields]), headers: { 'content-type': 'text/plain' } };
      const unlessBroken = async (answer: Promise<Answer>) => ((await answer).status < 500 ? null : said(await answer));
      return {
        name,
        tries: [
          () => unlessBroken(ask(admin, path, { method: 'POST', body: form, origin })),
          () => unlessBroken(ask(admin, path, { method: 'POST', ...text, origin })),
          () => unlessBroken(ask(admin, `${path}?${form}`)),
        ],
      };
    }),
  );
  expect(wrong).toEqual([]);
});

test('every refused try stands in the audit log, by whom and what it was', async () => {
  for (const { sql } of servers) {
    const rows = await sql<{ action: string; kind: string; role: string | null }[]>`
      select distinct a.action, a.actor_kind as kind, u.role from audit_log a left join users u on u.id = a.actor_id
      where not a.allowed`;
    const has = (action: string, by: string) =>
      rows.some((row) => row.action === action && (row.role ?? row.kind) === by);
    const missing = guarded().flatMap(({ audited, role: needed }) => {
      const lesser = (['viewer', 'operator'] as const).filter((role) => !hasRole({ role }, needed));
      return audited
        .filter(() => audited.length === 1)
        .flatMap((action) => ['nobody', ...lesser].map((by) => ({ action, by })))
        .filter(({ action, by }) => !has(action, by));
    });
    expect(missing).toEqual([]);
    expect(['cron.call', 'delivery.upload', 'request.send'].filter((action) => !has(action, 'nobody'))).toEqual([]);
    expect(has('page.open', 'viewer')).toBe(true);
  }
  const secrets = [product.password, product.cronSecret];
  for (const { sql } of servers) {
    for (const secret of secrets) {
      expect(await sql`select id from audit_log a where strpos(a::text, ${secret}) > 0`).toHaveLength(0);
    }
  }
});

test('who may is not refused, and what was done stands in the audit log', async () => {
  const wrong: string[] = [];
  for (const server of servers) {
    for (const { id, name, page, role, by = role, fields } of guarded().toSorted((a, b) => a.last - b.last)) {
      const answer = await callAction(server.caller(by), pathOf(page, server), id, fieldsOf(fields, server));
      const isRefused = /"code":"(signed-out|forbidden|unexpected|invalid-input)"/.test(answer.text);
      if (isRefused || answer.status >= 500) wrong.push(`${server.role} ${name} as ${by}: ${said(answer)}`);
    }
    const done = await server.sql<{ action: string }[]>`select distinct action from audit_log where allowed`;
    const expected = server.role === 'site' ? ['history.keep', 'token.revoke', 'property.trash'] : ['site.register'];
    const missing = [...expected, 'account.sign-in', 'account.set-theme', 'user.invite', 'account.sign-out'].filter(
      (action) => !done.some((row) => row.action === action),
    );
    if (missing.length > 0) wrong.push(`${server.role} does not name ${missing.join(', ')}`);
  }
  expect(wrong).toEqual([]);
});
