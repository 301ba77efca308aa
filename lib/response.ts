import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

const key = Symbol.for('estate-sync.responses');
const store = globalThis as { [key]?: AsyncLocalStorage<ServerResponse> };

/**
 * Keeps the response of every request at hand for what works on it. Next gives a page no way to its status but throwing
 * `notFound()` or `forbidden()`, and what it sends then has no markup without script. Called once, before the first request.
 */
export function keepResponses(): void {
  if (store[key]) return;
  const responses = new AsyncLocalStorage<ServerResponse>();
  store[key] = responses;
  channel('http.server.request.start').subscribe((message) => {
    responses.enterWith((message as { response: ServerResponse }).response);
  });
}

/**
 * Lets the page that is being rendered answer with another status than 200. False: it cannot, because the answer has begun or
 * its response is not known. A navigation that a script makes carries its page in the answer and needs 200 for it.
 */
export function answerWith(status: number): boolean {
  const response = store[key]?.getStore();
  if (!response || response.headersSent) return false;
  const { headers } = response.req;
  if (headers.rsc === undefined && headers['next-action'] === undefined) response.statusCode = status;
  return true;
}
