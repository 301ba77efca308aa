import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PouchAnswer, PouchCommand } from './pouch-client';

export interface Pouch {
  /** Throws when nothing, or less than expected, was done. */
  run(command: PouchCommand, expected?: number): Promise<PouchAnswer>;
  urlOf(database: string): string;
  close(): Promise<void>;
}

/** PouchDB as a site, and express-pouchdb as its server: two processes with a leveldb each, on the project's own disk. */
export async function startPouch(): Promise<Pouch> {
  const directory = await mkdtemp(path.resolve('.test-data/pouch-'));
  const start = (program: string): ChildProcess =>
    fork(path.resolve('tests/bench/sync', program), [directory], { execArgv: ['--import', 'tsx'] });
  const [server, client] = [start('pouch-server.ts'), start('pouch-client.ts')];
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  return {
    urlOf: (database) => `http://127.0.0.1:${port}/${database}`,
    run: async (command, expected) => {
      client.send(command);
      const [answer] = (await once(client, 'message')) as [PouchAnswer];
      if (answer.error) throw new Error(`PouchDB: ${answer.error}`);
      if (expected !== undefined && answer.documents !== expected) {
        throw new Error(`PouchDB: ${command.do} moved ${answer.documents} documents, not ${expected}`);
      }
      return answer;
    },
    close: async () => {
      for (const child of [client, server]) child.kill();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
