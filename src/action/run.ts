import type { Ports } from './ports';
import { publish } from './publish';
import { secretsOf } from './secrets';
import { lookAhead, threadOf } from './thread';
import { redact } from '../report/redact';
import { readRequest } from '../request/read-request';
import { engineVersionOnPath } from '../stack/engine/version';

/**
 * The whole Action: reads the inputs, runs the command, reports on it. Whatever fails is reported, and never thrown.
 *
 * @returns whether the step succeeds
 */
export async function run(runner: Ports): Promise<boolean> {
  const secrets = secretsOf(runner.environment, runner.input('github-token'), runner.input('backend-url'));
  for (const secret of secrets) runner.log.mask(secret);
  // Masks reach the log, and not what is passed on to other jobs.
  const ports: Ports = { ...runner, output: (name, value) => runner.output(name, redact(value, secrets)) };

  const { request, problems } = readRequest(ports);
  if (!request) {
    const endpoint = ports.input('endpoint');
    await publish(
      { outcome: 'invalid-input', run: ports.run, endpoint, problems },
      { secrets, thread: threadOf(ports) },
      ports,
    );
    return false;
  }
  // Loaded late: a mistake in the inputs is told at once, without waiting for the whole of Pulumi to load.
  const versionOnPath = engineVersionOnPath();
  const { runCommand } = await import('./run-command');
  const thread = threadOf(ports, request);
  const asides = [() => lookAhead(request, thread)];
  const { report, plan } = await runCommand(request, ports, { versionOnPath, thread, asides });
  await publish(report, { plan, request, secrets, thread }, ports);
  return report.outcome === 'completed';
}
