import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { requireFreePorts } from '@/bin/launch/servers.mjs';
import { readSettings } from '@/bin/launch/settings.mjs';
import { describeListener, findFreePort, parseListeningInodes, probePort } from '@/bin/system/ports.mjs';

async function listen() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

test('a taken port is refused with the process that has it and the variable that changes it', async () => {
  const { server, port } = await listen();
  const environment = { PORT: String(await findFreePort(null)), CENTRAL_PORT: String(port) };
  const settings = readSettings(environment as unknown as NodeJS.ProcessEnv, '/project');
  const refusal = requireFreePorts(settings);
  await expect(refusal).rejects.toThrow(`Port ${port} is taken by process ${process.pid}`);
  await expect(refusal).rejects.toThrow('CENTRAL_PORT=');
  server.close();
  await once(server, 'close');
  await expect(requireFreePorts(settings)).resolves.toBeUndefined();
});

test('the remembered port is used again if it is free, another one if not', async () => {
  const { server, port } = await listen();
  expect(await probePort(port, '127.0.0.1')).toBe('EADDRINUSE');
  expect(await findFreePort(port)).not.toBe(port);
  server.close();
  await once(server, 'close');
  expect(await findFreePort(port)).toBe(port);
});

test('nobody listens on a free port', async () => {
  expect(describeListener(await findFreePort(null))).toBeNull();
});

test('of the kernel’s table only the sockets that listen on the port count', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0',
    '   1: 0100007F:0BB8 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0',
    '   2: 0100007F:0BB9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0',
  ].join('\n');
  expect(parseListeningInodes(table, 3000)).toEqual(['111']);
});
