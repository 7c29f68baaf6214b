import { setTimeout as sleep } from 'node:timers/promises';
import type { SemVer } from 'semver';
import { accessOf } from './access';
import { accountOf, awsSettings } from './account';
import { askAws } from './ask-aws';
import { type Aside, beginAsides } from './beside';
import { foresee } from './foresee';
import { runThroughGates } from './gated-run';
import { plannedOutputs } from './outputs';
import { type Plan, planOf } from './plan';
import { type Ports, setOutputs } from './ports';
import type { Progress } from './progress';
import { stackLocks } from './stack-locks';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder';
import type { Thread } from './thread';
import { RunFailure } from '../failure';
import { isGithubCom } from '../github/api-url';
import { fillTests } from '../iam/expectations/fill-tests';
import type { RoleReport, Report } from '../report/model';
import type { Request } from '../request/request';
import { abortable } from '../shared/abortable';
import type { AwsSettings } from '../stack/aws';
import type { Change } from '../stack/change';
import { heedSignal } from '../stack/engine/heed-signal';
import { locateEngine } from '../stack/engine/locate';
import { onConnection } from '../stack/engine/on-connection';
import { ownHome } from '../stack/engine/own-home';
import { ensureAwsPlugin } from '../stack/engine/plugin';
import { explainFailure } from '../stack/explain-failure';
import { checkState } from '../stack/state/check';
import { exportedState } from '../stack/state/exported';
import { withWayBack } from '../stack/state/way-back';

/** What came of a request; the plan is there as far as it came. */
interface Outcome {
  readonly report: Report;
  readonly plan?: Plan;
}

interface RunCommandOptions {
  readonly versionOnPath: Promise<SemVer | undefined>;
  readonly thread: Thread;
  /** What else is to go on while the engine runs. */
  readonly asides: readonly Aside[];
  /** Is told what the engine is at. */
  readonly progress: Progress;
}

/**
 * What the tests of a request come to. It is here because it compares policies, as all that follows does: loaded apart from
 * that, it would make the bundle load the comparison at the beginning of every run.
 */
export function fillTestsOf(...given: Parameters<typeof fillTests>): ReturnType<typeof fillTests> {
  return fillTests(...given);
}

/** Runs the command of a request. Whatever fails is in the report. */
export async function runCommand(request: Request, ports: Ports, options: RunCommandOptions): Promise<Outcome> {
  const unverified: string[] = [];
  const { report, plan } = await runWith(request, ports, options, (sentence) => {
    ports.log.warning(sentence);
    unverified.push(sentence);
  });
  return { report: withNotes(report, unverified), plan };
}

function withNotes(report: Report, notes: readonly string[]): Report {
  if (notes.length === 0 || report.outcome === 'invalid-input' || !report.access) return report;
  return { ...report, access: { ...report.access, notes: [...report.access.notes, ...notes] } };
}

/** @param unverified is told of a download that nothing but its host vouches for, in a sentence */
async function runWith(
  request: Request,
  ports: Ports,
  { versionOnPath, thread, asides, progress }: RunCommandOptions,
  unverified: (sentence: string) => void,
): Promise<Outcome> {
  let temporary: TemporaryFolder | undefined;
  let plan: Plan | undefined;
  try {
    temporary = await makeTemporaryFolder(ports);
    const { folder } = temporary;
    const { aws, engine, account } = await prepare(request, ports, versionOnPath, unverified);
    ports.save('account', account);
    const wanted = planOf(request, account);
    plan = wanted;
    const asked = askAws(request, wanted, aws);
    const { permissionsBoundary } = wanted.component.args;
    const boundary = () => permissionsBoundary && asked.boundary(permissionsBoundary);
    onConnection(
      () => void beginAsides([asked.analysis, asked.inIam, boundary, ...asides, ...foresee(request, wanted)]),
    );
    setOutputs(plannedOutputs(plan), ports);

    const own = { engine, folder, environment: engineEnvironment(request, folder) };
    const { log, signal } = ports;
    const checked = () =>
      checkState(wanted.settings, { signal, exported: () => exportedState(wanted.settings, own, log.info) });
    const begun = performance.now();
    const [plugin, state] = await Promise.all([
      ensureAwsPlugin({
        ...{ ...own, downloads: request.downloads, unverified },
        // What it is for is on github.com, whichever GitHub this is.
        githubToken: isGithubCom(ports.environment) ? ports.input('github-token') : undefined,
        log: log.info,
        sleep: (milliseconds) => sleep(milliseconds, undefined, { signal }),
        signal,
      }),
      checked(),
    ]);
    const environment = { ...own.environment, ...(await ownHome(folder, plugin, state.pluginVersions)) };
    const locks = stackLocks(request, plan, { engine, aws, ports });
    const { access, failure } = await runThroughGates(request, plan, {
      workspace: { engine: locks.engine, folder, environment, salt: state.salt },
      isStackMissing: state.isMissing,
      lookAgain: unlessJustDone(checked, begun),
      halfReplaced: state.halfReplaced,
      ...{ asked, thread, progress, locks: locks.lockedOut, ports },
    }).finally(locks.settled);
    if (failure) {
      const explained = await withWayBack(failure, wanted.settings, ports.signal);
      return { report: failedReport(request, ports, explained, access), plan };
    }

    const isNew = request.command === 'up' && access.changes.some(isNewRole);
    const late = isNew ? await waitForNewRole(request.name, aws, ports) : [];
    const told = { ...access, notes: [...access.notes, ...late] };
    return { report: { outcome: 'completed', command: request.command, run: ports.run, access: told }, plan };
  } catch (error) {
    if (!(error instanceof RunFailure)) ports.log.debug(String((error as Error).stack ?? error));
    const failure = explainFailure(error, { errors: [], isCancelled: ports.signal.aborted });
    const explained = plan ? await withWayBack(failure, plan.settings, ports.signal) : failure;
    return {
      report: failedReport(request, ports, explained, plan && accessOf(plan, { command: request.command })),
      plan,
    };
  } finally {
    await temporary?.remove();
  }
}

/** Milliseconds. A plugin may have been downloaded since, or questions have waited for answers. */
const JUST = 5_000;

/** @param done when it was done before, which the first time may be enough */
function unlessJustDone(look: () => Promise<unknown>, done: number): () => Promise<void> {
  let isFirst = true;
  return async () => {
    if (!isFirst || performance.now() - done > JUST) await look();
    isFirst = false;
  };
}

/**
 * What was applied stays applied, whatever comes of the wait.
 *
 * @returns what the wait did not come to, in a sentence each
 */
async function waitForNewRole(name: string, aws: AwsSettings, { log, signal }: Ports): Promise<string[]> {
  log.info('Waiting until the new role can be read back from IAM');
  const { waitForRole } = await import('../stack/wait-for-role');
  try {
    await waitForRole(name, aws);
    return [];
  } catch (error) {
    const late = signal.aborted
      ? 'Everything was applied before the workflow was cancelled. Only that the new role can be read back was not waited for, so it may not be usable at once.'
      : `The new role could not be read back, so it may not be usable at once: ${(error as Error).message}`;
    log.warning(late);
    return [late];
  }
}

async function prepare(
  request: Request,
  { log, tools, environment, signal }: Ports,
  versionOnPath: Promise<SemVer | undefined>,
  unverified: (sentence: string) => void,
) {
  const aws = awsSettings(request, signal);
  const located = locateEngine({
    version: request.pulumiVersion,
    versionOnPath,
    tools,
    toolCache: environment.RUNNER_TOOL_CACHE || undefined,
    ...{ downloads: request.downloads, unverified },
    log: log.info,
    signal,
  });
  const [account, engine] = await Promise.all([accountOf(request, aws, log.info), abortable(located, signal)]);
  return { aws, engine: heedSignal(engine, signal, log.info), account };
}

/**
 * The endpoint is given to the services in question only, so that the state stays where it is. The engine keeps the access token
 * of Pulumi Cloud in a file, which would be left behind on a machine that has other jobs too.
 */
function engineEnvironment({ awsEndpointUrl }: Request, folder: string): Record<string, string> {
  return {
    PULUMI_CREDENTIALS_PATH: folder,
    ...(awsEndpointUrl && { AWS_ENDPOINT_URL_IAM: awsEndpointUrl, AWS_ENDPOINT_URL_STS: awsEndpointUrl }),
  };
}

function failedReport(request: Request, ports: Ports, error: RunFailure, access?: RoleReport): Report {
  const { reason, message, hint, details } = error;
  const { command, target } = request;
  const failure = { reason, message, hint, details };
  return { outcome: 'failed', command, run: ports.run, endpoint: target.endpoint, access, failure };
}

function isNewRole({ type, operation }: Change): boolean {
  return type === 'aws:iam/role:Role' && ['create', 'replace'].includes(operation);
}
