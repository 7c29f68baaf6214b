import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessOf } from './access';
import { plannedOutputs } from './outputs';
import { type Plan, planOf } from './plan';
import { type Ports, setOutputs } from './ports';
import type { Request } from './request';
import type { Access, Failure, Report } from '../report/model';
import { accountOfCredentials, type AwsSettings, waitForRole } from '../stack/aws';
import type { Change } from '../stack/change';
import * as commands from '../stack/commands';
import { locateEngine } from '../stack/engine/locate';
import { ensureAwsPlugin } from '../stack/engine/plugin';
import { explainFailure } from '../stack/explain-failure';
import { StackFailure } from '../stack/failure';

/** What came of a request; the plan is there as far as it came. */
export interface Outcome {
  readonly report: Report;
  readonly plan?: Plan;
}

/** Runs the command of a request. Whatever fails is in the report. */
export async function carryOut(request: Request, ports: Ports): Promise<Outcome> {
  const folder = await mkdtemp(join(ports.environment.RUNNER_TEMP || tmpdir(), 'model-deployment-iam-'));
  let plan: Plan | undefined;
  try {
    const { aws, engine, account } = await prepare(request, ports);
    plan = planOf(request, account);
    setOutputs(plannedOutputs(plan), ports);

    const environment = engineEnvironment(request);
    await ensureAwsPlugin({
      engine,
      environment,
      githubToken: ports.input('github-token'),
      log: ports.log.info,
      sleep,
    });
    const result = await ports.log.group(`pulumi ${request.command}`, () =>
      runCommand(request, plan!, {
        engine,
        folder,
        environment,
        signal: ports.signal,
        onProgress: (change) => ports.log.info(progressLine(change)),
      }),
    );
    const access = accessOf(plan, result);
    const failure = result.failure ?? unexpectedChanges(request, result);
    if (failure) return { report: failedReport(request, ports, failure, access), plan };

    if (request.command === 'up' && result.changes.some(isNewRole)) {
      ports.log.info('Waiting until the new role can be read back from IAM');
      await waitForRole(request.name, aws);
    }
    return { report: { outcome: 'completed', command: request.command, run: ports.run, access }, plan };
  } catch (error) {
    if (!(error instanceof StackFailure)) ports.log.debug(String((error as Error).stack ?? error));
    const failure =
      error instanceof StackFailure ? error : explainFailure(error, { errors: [], isCancelled: ports.signal.aborted });
    return { report: failedReport(request, ports, failure, plan && accessOf(plan, undefined)), plan };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(request: Request, { log, tools, environment }: Ports) {
  const aws: AwsSettings = { region: request.target.region, endpointUrl: request.awsEndpointUrl };
  const releasesUrl = environment.PULUMI_RELEASES_URL;
  const [account, engine] = await Promise.all([
    accountOfCredentials(aws),
    locateEngine({ version: request.pulumiVersion, tools, log: log.info, releasesUrl }),
  ]);
  const expected = request.target.account ?? account;
  if (account !== expected) {
    throw new StackFailure('credentials', `The credentials are of the account ${account}, not of ${expected}.`, {
      hint: 'Assume a role of the account in account-id (or in the ARN of the endpoint), or correct the input.',
    });
  }
  return { aws, engine, account };
}

/** The endpoint is given to the services in question only, so that the state stays where it is. */
function engineEnvironment({ awsEndpointUrl }: Request): Record<string, string> {
  return awsEndpointUrl ? { AWS_ENDPOINT_URL_IAM: awsEndpointUrl, AWS_ENDPOINT_URL_STS: awsEndpointUrl } : {};
}

async function runCommand(
  { command, expectNoChanges }: Request,
  { settings }: Plan,
  context: commands.StackContext,
): Promise<commands.StackResult> {
  if (command === 'up' && expectNoChanges) return commands.preview(settings, context);
  return commands[command](settings, context);
}

function unexpectedChanges({ expectNoChanges, command }: Request, { changes }: commands.StackResult) {
  if (!expectNoChanges || changes.length === 0) return undefined;
  return new StackFailure('unexpected-changes', 'There are changes, and expect-no-changes is set.', {
    hint:
      command === 'up'
        ? 'Nothing was applied. Look at the changes, then run `up` without expect-no-changes.'
        : 'Look at the changes. To make them, run `up`.',
  });
}

function failedReport(request: Request, ports: Ports, error: StackFailure, access?: Access): Report {
  const { reason, message, hint, details } = error;
  const failure: Failure = { reason: reason as Failure['reason'], message, hint, details };
  const { command, target } = request;
  return { outcome: 'failed', command, run: ports.run, endpoint: target.endpoint, access, failure };
}

function isNewRole({ type, operation }: Change): boolean {
  return type === 'aws:iam/role:Role' && ['create', 'replace'].includes(operation);
}

function progressLine({ status, operation, type, resource }: Change): string {
  return `${status === 'not-reached' ? 'started' : status}: ${operation} ${type} ${resource}`;
}
