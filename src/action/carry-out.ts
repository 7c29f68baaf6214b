import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SemVer } from 'semver';
import { accessOf, findingsOfPlan, withAnalysis } from './access';
import { approvalOf } from './approval';
import { closedGate, findingsToFailOn } from './gates';
import { plannedOutputs } from './outputs';
import { commentKeyOf, type Plan, planOf } from './plan';
import { type Ports, setOutputs } from './ports';
import type { Request } from './request';
import type { Access, Failure, Report } from '../report/model';
import type { AnalyzerResult } from '../stack/access-analyzer';
import { accountOfCredentials, type AwsSettings, waitForRole } from '../stack/aws';
import type { Change } from '../stack/change';
import * as commands from '../stack/commands';
import { locateEngine } from '../stack/engine/locate';
import { ensureAwsPlugin } from '../stack/engine/plugin';
import { explainFailure } from '../stack/explain-failure';
import { StackFailure } from '../stack/failure';
import type { Workspace } from '../stack/workspace';

/** What came of a request; the plan is there as far as it came. */
export interface Outcome {
  readonly report: Report;
  readonly plan?: Plan;
}

/** Runs the command of a request. Whatever fails is in the report. */
export async function carryOut(
  request: Request,
  ports: Ports,
  versionOnPath: Promise<SemVer | undefined>,
): Promise<Outcome> {
  const folder = await mkdtemp(join(ports.environment.RUNNER_TEMP || tmpdir(), 'model-deployment-iam-'));
  let plan: Plan | undefined;
  try {
    const { aws, engine, account } = await prepare(request, ports, versionOnPath);
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
    const analysis = analysisOf(request, plan, aws);
    const workspace = { engine, folder, environment };
    const { access, failure } = await runThroughGates(request, plan, { workspace, analysis }, ports);
    if (failure) return { report: failedReport(request, ports, failure, access), plan };

    if (request.command === 'up' && access.changes.some(isNewRole)) {
      ports.log.info('Waiting until the new role can be read back from IAM');
      await waitForRole(request.name, aws).catch((error: Error) =>
        ports.log.warning(`The new role can't be read back yet, so it may not be usable at once: ${error.message}`),
      );
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

async function prepare(
  request: Request,
  { log, tools, environment }: Ports,
  versionOnPath: Promise<SemVer | undefined>,
) {
  const aws: AwsSettings = { region: request.target.region, endpointUrl: request.awsEndpointUrl };
  const releasesUrl = environment.PULUMI_RELEASES_URL;
  const [account, engine] = await Promise.all([
    accountOfCredentials(aws),
    locateEngine({ version: request.pulumiVersion, versionOnPath, tools, log: log.info, releasesUrl }),
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

const NOT_ANALYZED: AnalyzerResult = { findings: [], notes: [] };

/** Goes on while the engine previews. It never fails: what keeps it from an answer is a note. */
async function analysisOf({ accessAnalyzer, command }: Request, plan: Plan, aws: AwsSettings): Promise<AnalyzerResult> {
  if (!accessAnalyzer || !['preview', 'up'].includes(command)) return NOT_ANALYZED;
  const { analyzeRole } = await import('../stack/access-analyzer');
  const { policy, trustPolicy } = plan.settings.access;
  return analyzeRole({ permissions: policy, trust: trustPolicy }, { region: aws.region });
}

interface GatedResult {
  readonly access: Access;
  readonly failure?: StackFailure;
}

/** Runs the command. Where `up` may turn out not to be wanted, it is previewed first, and applied if nothing speaks against it. */
async function runThroughGates(
  request: Request,
  plan: Plan,
  { workspace, analysis }: { readonly workspace: Workspace; readonly analysis: Promise<AnalyzerResult> },
  ports: Ports,
): Promise<GatedResult> {
  const run = async (command: Request['command']): Promise<GatedResult> => {
    const result = await ports.log.group(`pulumi ${command}`, () =>
      commands[command](plan.settings, {
        ...workspace,
        signal: ports.signal,
        onProgress: (change) => ports.log.info(progressLine(change)),
      }),
    );
    return { access: withAnalysis(accessOf(plan, result), await analysis), failure: result.failure };
  };
  const isTried = request.command === 'up' && mayNotBeWanted(request, plan, await analysis);
  const first = await run(isTried ? 'preview' : request.command);
  if (first.failure) return first;

  const approval = await approvalOf(request, plan, first.access, commentKeyOf(plan), ports);
  const access = { ...first.access, approval };
  const failure = closedGate(request, access);
  if (failure || !isTried) return { access, failure };

  const second = await run('up');
  return { ...second, access: { ...second.access, approval } };
}

/** What is wrong with the documents is known before; all else only once the engine says so. */
function mayNotBeWanted(request: Request, plan: Plan, analysis: AnalyzerResult): boolean {
  const { expectNoChanges, failOn, requireApproval } = request;
  const findings = [...findingsOfPlan(plan), ...analysis.findings];
  return expectNoChanges || requireApproval !== 'never' || findingsToFailOn(failOn, findings).length > 0;
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
