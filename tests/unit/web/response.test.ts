import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { answerWith, keepResponses } from '@/lib/response';

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Whatever awaits lie between the request and the page. */
const afterAWhile = () => new Promise((resolve) => setImmediate(resolve));

async function serve(listener: RequestListener): Promise<string> {
  keepResponses();
  keepResponses();
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

test('work on a request answers with the status it wants, each request with its own, over one connection too', async () => {
  const url = await serve(async (request, response) => {
    await afterAWhile();
    const status = Number(request.url?.slice(1));
    response.end(String(status === 200 || answerWith(status)));
  });
  const asked = [404, 200, 403, 200, 500, 404];
  const answers = await Promise.all(asked.map((status) => fetch(`${url}/${status}`)));
  expect(answers.map(({ status }) => status)).toEqual(asked);
  for (const status of asked) expect((await fetch(`${url}/${status}`)).status).toBe(status);
});

test('a navigation that a script makes keeps its 200', async () => {
  const url = await serve(async (_request, response) => {
    await afterAWhile();
    response.end(String(answerWith(404)));
  });
  for (const header of ['rsc', 'next-action']) {
    const answer = await fetch(url, { headers: { [header]: '1' } });
    expect([answer.status, await answer.text()]).toEqual([200, 'true']);
  }
});

test('an answer that has begun, and work outside of a request, have no other status', async () => {
  const url = await serve(async (_request, response) => {
    response.writeHead(200);
    await afterAWhile();
    response.end(String(answerWith(404)));
  });
  expect(await (await fetch(url)).text()).toBe('false');
  expect(answerWith(404)).toBe(false);
});
