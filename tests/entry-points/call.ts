import type { Method } from './table';

export interface Caller {
  /** The server's own address. */
  url: string;
  cookie: string;
}

export interface Answer {
  status: number;
  location: string;
  text: string;
}

/** Asks once, follows nothing. `origin` is that of the server's own pages unless another one, or none (null), is given. */
export async function ask(
  { url, cookie }: Caller,
  path: string,
  { method = 'GET', headers = {}, body, origin }: Ask = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(cookie && { cookie }),
      ...(origin === null || method === 'GET' ? {} : { origin: origin ?? url }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
}

export interface Ask {
  method?: Method;
  headers?: Record<string, string>;
  body?: BodyInit;
  origin?: string | null;
}

/** As a browser without script posts a form whose action is `id`. */
export function postForm(caller: Caller, page: string, id: string, fields: Record<string, string>, ask_: Ask = {}) {
  const body = new FormData();
  body.set(`$ACTION_ID_${id}`, '');
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return ask(caller, page, { ...ask_, method: 'POST', body });
}

/** As React calls an action from a form with state: its arguments are the state, which is none, and the form. */
export function callAction(caller: Caller, page: string, id: string, fields: Record<string, string>, ask_: Ask = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(`_1_${name}`, value);
  body.set('0', '[null,"$K1"]');
  const headers = { ...ask_.headers, 'next-action': id, accept: 'text/x-component' };
  return ask(caller, page, { ...ask_, method: 'POST', headers, body });
}

/** Signs in by next-auth's own route and answers the session's cookie, name and value. */
export async function signInByRoute(
  url: string,
  email: string,
  password: string,
): Promise<{ name: string; value: string }> {
  const start = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await start.json()) as { csrfToken: string };
  const response = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: cookiesOf(start)
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
      origin: url,
    },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  });
  const session = cookiesOf(response).find(({ name }) => name.endsWith('.session'));
  if (!session) throw new Error(`${email} could not sign in at ${url}: ${response.status} ${await response.text()}`);
  return session;
}

function cookiesOf(response: Response): { name: string; value: string }[] {
  return response.headers.getSetCookie().map((line) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    return { name, value };
  });
}
