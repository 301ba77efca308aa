import { findWork } from '@/lib/executor/find-work';
import { executeRun } from '@/lib/runs/execute';
import { getRun, type RunDetail } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';
import { startSync } from '@/lib/runs/start';
import { saveConnection } from '@/lib/sync/settings';
import { synchroniseWork } from '@/lib/sync/synchronise';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy';
import { type SyncPair, startSyncPair } from './sync-pair';

/** How long the site waits for an answer, and between its tries. */
export interface Patience {
  timeoutMs?: number;
  retryDelaysMs?: readonly number[];
}

export interface ProxiedPair extends Omit<SyncPair, 'synchronise'> {
  proxy: FaultyProxy;
  /** One run of the site through the proxy, executed in this process. */
  synchronise(patience?: Patience): Promise<RunDetail>;
}

/** A site whose central server is behind a proxy that misbehaves on demand. */
export async function startProxiedPair(): Promise<ProxiedPair> {
  const pair = await startSyncPair();
  const proxy = await startFaultyProxy(pair.server.url);
  const { db } = pair.site;
  await saveConnection(db, { url: proxy.url, siteName: 'Hamburg', token: pair.token });
  return {
    ...pair,
    proxy,
    synchronise: async (patience = {}) => {
      await startSync(db, { trigger: 'user' });
      const run = await claimRun(db, 'test');
      if (!run) throw new Error('no run is queued');
      const work =
        patience.timeoutMs || patience.retryDelaysMs
          ? () => synchroniseWork(db, run, patience)
          : () => findWork(db, run);
      await executeRun({ db, controlDb: db, run, findWork: work });
      const ended = await getRun(db, run.id);
      if (!ended) throw new Error('the run is gone');
      return ended;
    },
    close: async () => {
      await proxy.close();
      await pair.close();
    },
  };
}
