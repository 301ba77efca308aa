import { Agent, get } from 'node:http';
import { quantile } from '../support/pairs';
import type { ListPage } from './pages';

export interface ListServer {
  url: string;
  cookie: string;
}

/** p95 of the times until a page is there as a whole, one visit after the other. */
export async function visitP95(server: ListServer, page: ListPage, visits: number, first: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let visit = first; visit < first + visits; visit++) times.push(await request(server, page, visit, agent));
  agent.destroy();
  return quantile(
    times.sort((a, b) => a - b),
    0.95,
  );
}

function request({ url, cookie }: ListServer, page: ListPage, visit: number, agent: Agent): Promise<number> {
  const address = `${url}${page.path(visit)}`;
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const call = get(address, { agent, headers: { cookie, accept: 'text/html' }, timeout: 120_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => {
        const tookMs = performance.now() - startedAt;
        if (response.statusCode === 200 && body.includes(page.contains)) resolve(tookMs);
        else reject(new Error(`${address} answered ${response.statusCode}: ${body.slice(0, 300)}`));
      });
      response.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error(`${address} did not answer within two minutes`)));
    call.on('error', reject);
  });
}
