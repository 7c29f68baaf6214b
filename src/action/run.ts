import { tellOfCancelling } from './cancelling';
import { tellLastWords } from './last-words';
import type { Ports } from './ports';
import { Progress } from './progress';
import { publish } from './publish';
import { lookAhead, threadOf } from './thread';
import { INPUTS } from '../contract';
import { ownFault, RunFailure } from '../failure';
import { redactReport } from '../report/redact';
import { plainHeadline } from '../report/render/log';
import type { TestsReader } from '../request/access-tests';
import { readRequest } from '../request/read-request';
import { engineVersionOnPath } from '../stack/engine/version';

/**
 * The whole Action: reads the inputs, runs the command, reports on it. Whatever fails is reported, and never thrown.
 *
 * @returns whether the step succeeds
 */
export async function run(runner: Ports): Promise<boolean> {
  const ports: Ports = { ...runner, output: (name, value) => writeOutput(runner, name, value) };
  try {
    return await runRequest(ports);
  } catch (error) {
    await reportFailure(error, ports).catch((second) => tellLastWords(second, ports));
    return false;
  }
}

async function reportFailure(error: unknown, ports: Ports): Promise<void> {
  ports.log.debug(String((error as Error).stack ?? error));
  const { reason, message, hint } = error instanceof RunFailure ? error : ownFault(error);
  await publish(
    {
      outcome: 'failed',
      command: INPUTS.command.choices.find((each) => each === ports.input('command')) ?? 'preview',
      run: ports.run,
      endpoint: ports.input('endpoint'),
      failure: { reason, message, hint },
    },
    { thread: threadOf(ports) },
    ports,
  );
}

async function runRequest(ports: Ports): Promise<boolean> {
  const { request, problems } = readRequest({ ...ports, testsReader: await testsReader(ports) });
  if (!request) {
    const endpoint = ports.input('endpoint');
    await publish({ outcome: 'invalid-input', run: ports.run, endpoint, problems }, { thread: threadOf(ports) }, ports);
    return false;
  }
  // Until it says how it ended: if it is killed, this is how.
  ports.output('failure-reason', 'killed');
  ports.save('begun', new Date().toISOString());
  // Loaded late: a mistake in the inputs is told at once, without waiting for the whole of Pulumi to load.
  const versionOnPath = engineVersionOnPath();
  const thread = threadOf(ports, request);
  const asides = [() => lookAhead(request, thread)];
  const progress = new Progress();
  tellOfCancelling(request, progress, ports);
  const { report, plan } =
    request.command === 'unlock'
      ? await (await import('./run-unlock')).runUnlock(request, ports)
      : await (await import('./run-command')).runCommand(request, ports, { versionOnPath, thread, asides, progress });
  ports.save('result', plainHeadline(redactReport(report, ports.secrets)));
  const isTold = await publish(report, { plan, request, thread }, ports);
  return isTold && report.outcome === 'completed';
}

/** Loaded where there is something to read. */
async function testsReader({ input }: Ports): Promise<TestsReader | undefined> {
  if (input('access-tests').trim() === '') return undefined;
  const [{ readTests }, { fillTestsOf }] = await Promise.all([
    import('../iam/expectations/read-tests'),
    import('./run-command'),
  ]);
  return { readTests, fillTests: fillTestsOf };
}

/** @throws RunFailure `runner`: before anything is done, nothing is done then */
function writeOutput({ output }: Ports, ...[name, value]: Parameters<Ports['output']>): void {
  try {
    output(name, value);
  } catch (error) {
    throw new RunFailure('runner', `The output ${name} can't be written: ${(error as Error).message}`, {
      hint: 'The runner names the file for outputs in GITHUB_OUTPUT. Look for a step that removes it, and at the disk.',
    });
  }
}
