import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { HEADERS } from '@/lib/protocol/v1';
import { createCentralClient } from '@/lib/sync/client';
import { waitForIntegration } from '@/lib/sync/wait';

let close: (() => void) | undefined;
afterEach(() => close?.());

interface CentralServer {
  client: ReturnType<typeof createCentralClient>;
  /** What was asked, one after the other. */
  asked: { retry: boolean }[];
}

/** A central server that has so many records left at each look; the last number stays. */
async function startCentral(left: readonly number[], onAsked: (count: number) => void = () => undefined) {
  const asked: CentralServer['asked'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push(JSON.parse(Buffer.concat(chunks).toString()));
      const waiting = left[Math.min(asked.length, left.length) - 1];
      response
        .writeHead(200, { [HEADERS.protocol]: '1', 'content-type': 'application/json' })
        .end(JSON.stringify({ waiting, problemCount: 0, problems: [] }));
      onAsked(asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createCentralClient({ url, token: 't', installationId: crypto.randomUUID(), retryDelaysMs: [] });
  return { client, asked };
}

const startProgress = () => {
  const reports: [number, number | null | undefined][] = [];
  return {
    reports,
    done: 0,
    report: (done: number, total?: number | null) => void reports.push([done, total]),
  };
};
const running = { signal: new AbortController().signal };

test('what was pushed is waited for until all of it is integrated, and how far it is, is told', async () => {
  const { client, asked } = await startCentral([5, 3, 0]);
  const progress = startProgress();
  expect(await waitForIntegration(running, client, progress)).toMatchObject({ slow: false, status: { waiting: 0 } });
  expect(progress.reports).toEqual([
    [0, 5],
    [2, 5],
    [5, 5],
  ]);
  // What could not be integrated before is tried again once, not at every look.
  expect(asked.map(({ retry }) => retry)).toEqual([true, false, false]);
});

test('taking longer than the patience is an answer and no failure', async () => {
  const { client, asked } = await startCentral([5, 4]);
  expect(await waitForIntegration(running, client, startProgress(), 0)).toMatchObject({
    slow: true,
    status: { waiting: 5 },
  });
  expect(asked).toHaveLength(1);
});

test('who becomes ready at the last look was not slow', async () => {
  const { client } = await startCentral([0]);
  expect(await waitForIntegration(running, client, startProgress(), 0)).toMatchObject({ slow: false });
});

test('a run that is cancelled waits no longer', async () => {
  const cancel = new AbortController();
  const { client } = await startCentral([5], (count) => count === 2 && cancel.abort(new Error('cancelled')));
  await expect(waitForIntegration(cancel, client, startProgress())).rejects.toThrow('cancelled');
});
