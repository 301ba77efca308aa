import { Agent, get } from 'node:http';
import { quantile } from '../support/pairs';

export interface Target {
  url: string;
  cookie: string;
  /** What the answer must contain. */
  contains: string;
}

/** Requests per second of `clients` that ask again as soon as they are answered, for about `seconds`. */
export async function requestsPerSecond(target: Target, clients: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let answered = 0;
  const ask = async () => {
    while (performance.now() < until) {
      await request(target, agent);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: clients }, ask));
  agent.destroy();
  return answered / ((performance.now() - startedAt) / 1000);
}

/** Milliseconds until the first byte, one request after the other, `pauseMs` apart; until `done` or `most` of them. */
export async function firstBytes(
  target: Target,
  { most, pauseMs = 0, done = () => false }: { most: number; pauseMs?: number; done?: () => boolean },
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  while (times.length < most && !done()) {
    times.push(await request(target, agent));
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  agent.destroy();
  return times;
}

export const p95 = (times: readonly number[]): number =>
  quantile(
    [...times].sort((a, b) => a - b),
    0.95,
  );

/** Milliseconds until the first byte; the answer is read to its end. */
function request({ url, cookie, contains }: Target, agent: Agent): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const call = get(
      url,
      { agent, headers: { cookie, 'accept-encoding': 'identity' }, timeout: 60_000 },
      (response) => {
        const firstByteMs = performance.now() - startedAt;
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => {
          if (response.statusCode === 200 && body.includes(contains)) resolve(firstByteMs);
          else reject(new Error(`${url} answered ${response.statusCode}: ${body.slice(0, 300)}`));
        });
        response.on('error', reject);
      },
    );
    call.on('timeout', () => call.destroy(new Error(`${url} did not answer within a minute`)));
    call.on('error', reject);
  });
}
