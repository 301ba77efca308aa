import { readdirSync, readFileSync } from 'node:fs';

/** What else the machine did during a step, in ticks of a hundredth of a second. */
export interface Interference {
  /** Cores that processes other than ours used: 0.3 is 30 % of one. */
  othersCores: number;
  /** Part of all processor time that the hypervisor kept to itself. */
  stealShare: number;
  void: boolean;
}

const MOST_OTHERS = 0.3;
const MOST_STEAL = 0.04;
const TICKS_PER_SECOND = 100;

interface Snapshot {
  at: number;
  busy: number;
  steal: number;
  total: number;
  own: number;
}

/** Begins a measurement; the answer ends it. `roots` and all their descendants are ours. */
export function watchMachine(roots: readonly number[]): () => Interference {
  const before = takeSnapshot(roots);
  return () => {
    const after = takeSnapshot(roots);
    const seconds = (after.at - before.at) / 1000;
    const others = Math.max(0, after.busy - before.busy - (after.own - before.own));
    const total = Math.max(1, after.total - before.total);
    const othersCores = others / TICKS_PER_SECOND / Math.max(seconds, 0.01);
    const stealShare = (after.steal - before.steal) / total;
    // Below a fifth of a second the ticks are too coarse to accuse anybody.
    return { othersCores, stealShare, void: seconds > 0.2 && (othersCores > MOST_OTHERS || stealShare > MOST_STEAL) };
  };
}

/** Processor time that `roots` and all their descendants have used until now, in seconds. */
export const cpuSecondsOf = (roots: readonly number[]): number => sumTicks(roots) / TICKS_PER_SECOND;

function takeSnapshot(roots: readonly number[]): Snapshot {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = ticks;
  return {
    at: performance.now(),
    busy: user + nice + system,
    steal,
    total: ticks.reduce((sum, value) => sum + value, 0),
    own: sumTicks(roots),
  };
}

interface ProcessTicks {
  parent: number;
  /** Its own, and those of its children that have ended. */
  ticks: number;
}

function sumTicks(roots: readonly number[]): number {
  const processes = readProcesses();
  const ours = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, { parent }] of processes) {
      if (ours.has(pid) || !ours.has(parent)) continue;
      ours.add(pid);
      grown = true;
    }
  }
  return [...ours].reduce((sum, pid) => sum + (processes.get(pid)?.ticks ?? 0), 0);
}

function readProcesses(): Map<number, ProcessTicks> {
  const found = new Map<number, ProcessTicks>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const ticks = fields.slice(11, 15).reduce((sum, value) => sum + Number(value), 0);
      found.set(Number(name), { parent: Number(fields[1]), ticks });
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/** Two measurements as one: the worse of both. */
export function worse(first: Interference, second: Interference): Interference {
  return {
    othersCores: Math.max(first.othersCores, second.othersCores),
    stealShare: Math.max(first.stealShare, second.stealShare),
    void: first.void || second.void,
  };
}
