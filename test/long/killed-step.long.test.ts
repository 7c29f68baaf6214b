import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultProxy, startFaultProxy } from '../../sandbox/aws/fault-proxy';
import { createModelRepository } from '../../sandbox/demo/model-repository';
import { placeInSandbox } from '../../sandbox/demo/place';
import { startWorkflowRunner } from '../../sandbox/runner/workflow-runner';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

let sandbox: Sandbox;
let proxy: FaultProxy;
beforeAll(async () => {
  sandbox = await startSandbox();
  proxy = await startFaultProxy(sandbox.aws.url);
});
afterAll(async () => {
  await proxy.stop();
  await sandbox.stop();
});

/** The process of the Action's step, which the workflow runner has started. */
function stepProcess(): number | undefined {
  const commandOf = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      return [];
    }
  };
  const steps = readdirSync('/proc').filter((pid) => {
    const [, program = ''] = /^\d+$/.test(pid) ? commandOf(pid) : [];
    return program.endsWith('/dist/index.js');
  });
  const own = steps.filter((pid) => readFileSync(`/proc/${pid}/environ`, 'utf8').includes(proxy.url));
  return own[0] === undefined ? undefined : Number(own[0]);
}

it('a step that is killed in a workflow is told of by what the runner runs after the job', async () => {
  const place = placeInSandbox(sandbox);
  const runner = await startWorkflowRunner(sandbox, { environment: { AWS_ENDPOINT_URL: proxy.url } });
  await place.prepare();
  const repository = await createModelRepository(place);
  proxy.inject({ action: 'CreateRole', connection: 'hang', times: 1 });
  const running = runner.run(repository.folder, 'model-access.yml', {
    name: 'push',
    payload: {
      ref: 'refs/heads/main',
      after: await repository.head(),
      repository: { full_name: sandbox.github.repository, default_branch: 'main' },
    },
  });
  while (!proxy.actions.includes('CreateRole')) await sleep(50);
  await sleep(300);
  process.kill(stepProcess()!, 'SIGKILL');
  const { succeeded, jobs, log } = await running;

  expect([succeeded, jobs.access]).toEqual([false, 'failure']);
  expect(log).toContain('The step was killed while it ran up');
  expect(log).toContain('Begun, and not known how it ended: creating the Role');
});
