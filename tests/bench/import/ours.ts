import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { OurAnswer, OurCommand } from './our-process';

/** One import in a process of its own, on a database and a storage that are given. */
export async function importOurs(command: OurCommand): Promise<OurAnswer> {
  const execArgv = ['--conditions=react-server', '--import', 'tsx', '--expose-gc'];
  const child = fork(path.resolve('tests/bench/import/our-process.ts'), [], { execArgv });
  child.send(command);
  const [answer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`our import ended with ${code}`))),
  ])) as [OurAnswer];
  if (answer.error) throw new Error(answer.error);
  return answer;
}
