import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { GeneratorAnswer, GeneratorCommand, LoadResult, LoadStep } from './generator';

export type Generator = ReturnType<typeof startGenerator>;

/** The generator in a process of its own, so that what it measures is not held up by anything else. */
export function startGenerator() {
  const child = fork(path.resolve('tests/bench/load/generator.ts'), { execArgv: ['--import', 'tsx'] });
  const ask = async (command: GeneratorCommand): Promise<GeneratorAnswer> => {
    child.send(command);
    const [answer] = (await once(child, 'message')) as [GeneratorAnswer];
    return answer;
  };
  return {
    ask,
    step: async (step: LoadStep): Promise<LoadResult> => {
      const answer = await ask({ step });
      if ('result' in answer) return answer.result;
      throw new Error('the generator answered something else');
    },
    /** How many runs of each site were acknowledged. */
    done: async (): Promise<number[]> => {
      const answer = await ask({ report: true });
      if ('done' in answer) return answer.done;
      throw new Error('the generator answered something else');
    },
    stop: () => child.kill(),
  };
}
