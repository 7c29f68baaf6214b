import isVersion from 'semver/functions/valid';
import { checkAccessTests, readAccessTests, type TestsReader } from './access-tests';
import { readBoundaryFile } from './boundary';
import { readDownloads } from './downloads';
import { readIgnoredFindings } from './ignored-findings';
import { Inputs } from './inputs';
import { type JobContext, jobContext } from './job-context';
import { readLocks } from './locks';
import { readOtherEndpoints } from './other-endpoints';
import { readExtraStatements, readParameters } from './permissions';
import type { Problem } from './problem';
import { documentsOf, type Request, type RequestedDocuments, type RunRequest } from './request';
import { readRole } from './role';
import { readState } from './state';
import { type KnownTarget, readTarget } from './target';
import { readTrust } from './trust';
import { readVerify } from './verify';
import { parseReportFile } from './workspace-files';
import { POLICY_QUOTA, sizeOfDocument, TRUST_POLICY_QUOTA } from '../aws/quota';
import { type InputName, MODEL_INPUTS, PULUMI_VERSION } from '../contract';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** What a runner gives to a step. */
interface StepContext {
  /** The text of an input; empty where the workflow gives none. */
  readonly input: (name: InputName) => string;
  readonly environment: NodeJS.ProcessEnv;
  readonly event?: { readonly payload: unknown };
  /** Reads tests of access; without it, only that there is a file is looked at. */
  readonly testsReader?: TestsReader;
  /** Endpoints that are named besides. Default: those that the workflows of the repository name. */
  readonly otherEndpoints?: (own: KnownTarget) => readonly string[];
}

/** @returns the request, or everything that is wrong with the inputs, in no more than one text for each cause */
export function readRequest(step: StepContext): {
  readonly request?: Request;
  readonly problems: readonly Problem[];
} {
  const { input, environment, event, testsReader } = step;
  const inputs = new Inputs(input);
  const request = requestOf(inputs, jobContext(environment, event?.payload), step);
  if (request) checkSizes(inputs, documentsOf(request, ANY_ACCOUNT));
  if (request) checkAccessTests(inputs, request, testsReader);
  const { problems } = inputs;
  return problems.length > 0 ? { problems } : { request, problems };
}

/**
 * @returns what a request says about how the Action runs, whatever the model is, or what is wrong with that: with inputs about
 *   the run, and with the place that the stack is in
 */
export function readRun({ input, environment, event }: StepContext): {
  readonly run?: RunRequest;
  readonly problems: readonly Problem[];
} {
  const inputs = new Inputs(input);
  const run = runOf(inputs, readTarget(inputs), jobContext(environment, event?.payload));
  const problems = inputs.problems.filter(({ name }) => !MODEL_INPUTS.some((ofModels) => ofModels === name));
  return problems.length > 0 ? { problems } : { run, problems };
}

/** @returns `undefined` where something can't be read that no request can do without */
function requestOf(
  inputs: Inputs,
  job: JobContext,
  { testsReader, otherEndpoints = (own) => readOtherEndpoints(job.workspace, own) }: StepContext,
): Request | undefined {
  const { values } = inputs;
  const known = readTarget(inputs);
  const parameters = readParameters(inputs, known);
  const extraStatements = readExtraStatements(inputs, job);
  const accessTests = readAccessTests(inputs, job, testsReader);
  const trust = readTrust(inputs, known, job);
  const { name, path, maxSessionDuration, ...role } = readRole(inputs, known);
  const boundaryFile = readBoundaryFile(inputs, job);
  const ignoredFindings = readIgnoredFindings(inputs);
  const run = runOf(inputs, known, job);

  const { region, partition, account, endpoint, bucket, prefix } = known;
  if (!partition || !endpoint || !bucket || prefix === undefined) return undefined;
  if (!trust || !name || !path || !maxSessionDuration || !run) return undefined;
  return {
    ...run,
    target: { partition, region, account, endpoint, bucket, prefix, ...parameters },
    permissions: values.permissions,
    ...extraStatements,
    accessTests,
    trust,
    repository: job.repository,
    otherEndpoints: otherEndpoints(known),
    ...{ name, path, maxSessionDuration, ...role, boundaryFile },
    ignoredFindings,
  };
}

function runOf(inputs: Inputs, known: KnownTarget, job: JobContext): RunRequest | undefined {
  const { values } = inputs;
  const state = readState(inputs, known, job);
  const locks = readLocks(inputs, state?.backend);
  const pulumiVersion = inputs.take('pulumi-version', parseVersion(values['pulumi-version']));
  const downloads = readDownloads(inputs);
  const awsEndpointUrl = inputs.takeText('aws-endpoint-url', parseEndpointUrl);
  if (values['expect-no-changes'] && values.command === 'destroy') {
    inputs.refuse('expect-no-changes', 'false with the command destroy, which changes all there is');
  }
  const verify = readVerify(inputs, known);
  const reporting = readReporting(inputs, job);
  if (!state || !locks || !pulumiVersion) return undefined;
  return {
    command: values.command,
    ...state,
    ...locks,
    pulumiVersion,
    downloads,
    refresh: values.refresh,
    adopt: values.adopt,
    expectNoChanges: values['expect-no-changes'],
    failOnDrift: values['fail-on-drift'],
    failOn: values['fail-on'],
    accessAnalyzer: values['access-analyzer'],
    ...verify,
    awsEndpointUrl,
    ...reporting,
  };
}

/** Who is told of the result, and who has to approve it. */
function readReporting(inputs: Inputs, { workspace }: JobContext) {
  const { comment, 'require-approval': requireApproval } = inputs.values;
  if (requireApproval !== 'never' && comment === 'never') {
    inputs.refuse('comment', [
      'changes or always with ',
      { input: 'require-approval' },
      ', because what is approved is what the comment shows',
    ]);
  }
  const path = (text: string) => parseReportFile(text, workspace);
  return {
    comment,
    requireApproval,
    approvalBy: inputs.values['approval-by'],
    approvalLabel: inputs.values['approval-label'],
    approveWithoutGithub: inputs.takeText('approve-without-github', parseReason),
    pullRequest: inputs.take('comment-pr-number', parsePullRequest(inputs.values['comment-pr-number'])),
    sarifFile: inputs.takeText('sarif-file', path),
    reportFile: inputs.takeText('report-file', path),
    reportHtml: inputs.takeText('report-html', path),
  };
}

/** @returns the version without a leading v */
function parseVersion(text: string): Parsed<string> {
  // semver itself takes =1.2.3 as a version too.
  const version = /^v?\d/.test(text) ? isVersion(text) : null;
  return version === null ? invalid(`a version such as ${PULUMI_VERSION}`) : valid(version);
}

function parsePullRequest(number: number | undefined): Parsed<number | undefined> {
  return number === 0 ? invalid('the number of a pull request') : valid(number);
}

/** The reason is all that is left of the approval, so that a word such as `true` or `false` is none. */
function parseReason(text: string): Parsed<string> {
  return text.length >= 10 && /\S\s+\S/.test(text)
    ? valid(text)
    : invalid('a reason in words, such as: GitHub does not answer, agreed with the team on call');
}

function parseEndpointUrl(text: string): Parsed<string> {
  return ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '')
    ? valid(text)
    : invalid('an address that starts with http:// or https://');
}

/** Documents are as large with any account. */
const ANY_ACCOUNT = '000000000000';

/** AWS refuses documents that are too large. */
export function checkSizes(inputs: Inputs, documents: RequestedDocuments): void {
  const policy = sizeOfDocument(documents.policy);
  const trust = sizeOfDocument(documents.trust);
  if (policy > POLICY_QUOTA) {
    inputs.refuse('permissions', `a policy of at most ${POLICY_QUOTA} characters, but it has ${policy}`);
  }
  if (trust > TRUST_POLICY_QUOTA) {
    inputs.refuse('trust', `a trust policy of at most ${TRUST_POLICY_QUOTA} characters, but it has ${trust}`);
  }
}
