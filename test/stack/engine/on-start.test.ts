import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { onStart } from '../../../src/stack/engine/on-start';

/** What the Automation API calls. */
interface Runner {
  run(args: string[], ...options: unknown[]): Promise<{ stdout: string }>;
}

/** In place of the engine: it writes down what it is called with. */
class FakeEngine implements Runner {
  readonly command = 'pulumi';
  readonly processes: unknown[][] = [];

  async run(...options: unknown[]) {
    this.processes.push(options);
    return { stdout: 'done' };
  }
}

it('says once that the first process was started, and changes nothing of what is run', async () => {
  const engine = new FakeEngine();
  const startedAt: number[] = [];
  const observed = onStart(engine as unknown as PulumiCommand, () => startedAt.push(engine.processes.length));
  const { run } = observed as unknown as Runner;

  expect(startedAt).toEqual([]);
  expect(await run(['preview'], '/folder', { A: 'b' })).toEqual({ stdout: 'done' });
  await run(['stack', 'rm']);
  expect(startedAt).toEqual([1]);
  expect(engine.processes).toEqual([[['preview'], '/folder', { A: 'b' }], [['stack', 'rm']]]);
  expect(observed.command).toBe('pulumi');
});
