import { type BrokenRule, broken } from './broken-rule';
import {
  parseAccountId,
  parseBoundary,
  parseEndpointUrl,
  parsePullRequest,
  parseSecretsProvider,
  parseStackName,
  parseTrusted,
  parseVersion,
  type Trusted,
} from './parsers';
import type { StatementsSource, Surroundings } from './request';
import { parseReportFile } from '../../action/report-files';
import type { Arn } from '../../aws/arn';
import { type Bucket, parseBucket, parsePrefix } from '../../aws/bucket';
import { type Endpoint, parseEndpoint } from '../../aws/endpoint';
import { parseAccessName, parsePath, parseSessionDuration } from '../../aws/names';
import { type Partition, partitionOfRegion } from '../../aws/partition';
import type { InputName } from '../../contract';
import { parseExtraStatements } from '../../iam/generate/permissions/extra-statements';
import {
  type EcrRepository,
  parseEcrRepository,
  parseKeyArn,
  parseNamePattern,
  parseRoleArn,
} from '../../iam/generate/permissions/resource-names';
import type { GithubRepository } from '../../iam/generate/trust';
import {
  type IdentityProvider,
  parseEnvironment,
  parseGithubRepository,
  parseIdentityProvider,
  parseRef,
} from '../../iam/generate/trust/github-names';
import { parseExternalId } from '../../iam/generate/trust/principals';
import type { Statement } from '../../iam/policy/document';
import type { BucketAccess } from '../../iam/target';
import { invalid, type Parsed } from '../../shared/parsed';
import { type Backend, parseBackend } from '../../stack/backend';
import type { InputValues } from '../inputs';
import { pathInRepository } from '../statements-file';

/** Lists of texts that are read one by one. */
type ListInput = 'endpoint-config' | 'model' | 'ecr-repository';

/** What each input says by itself. A part is undefined where its input is empty or can't be read. */
export interface Parts {
  readonly partition?: Partition;
  readonly endpoint?: Endpoint;
  readonly bucket?: Bucket;
  readonly prefix?: string;
  readonly bucketAccess?: readonly BucketAccess[];
  readonly endpointConfigs?: readonly string[];
  readonly models?: readonly string[];
  readonly executionRole?: Arn;
  readonly kmsKey?: Arn;
  readonly ecrRepositories?: readonly EcrRepository[];
  readonly extraStatements: readonly Statement[];
  readonly extraStatementsSource?: StatementsSource;
  readonly trusted?: Trusted;
  readonly externalId?: string;
  readonly githubRepository?: GithubRepository;
  readonly githubRef?: string;
  readonly githubEnvironment?: string;
  readonly identityProvider?: IdentityProvider;
  readonly name?: string;
  readonly account?: string;
  readonly path?: string;
  readonly boundary?: Arn;
  readonly maxSessionDuration?: number;
  readonly backend?: Backend;
  readonly secretsProvider?: string;
  readonly stackName?: string;
  readonly pulumiVersion?: string;
  readonly pullRequest?: number;
  readonly awsEndpointUrl?: string;
  readonly sarifFile?: string;
  readonly reportFile?: string;
}

/** Reads the inputs one by one; whether they agree with each other is not looked at. */
export function readParts(
  inputs: InputValues,
  surroundings: Surroundings,
): { readonly parts: Parts; readonly unread: readonly BrokenRule[] } {
  const unread: BrokenRule[] = [];
  const take = <T>(input: InputName, parsed: Parsed<T>): T | undefined => {
    if (parsed.ok) return parsed.value;
    unread.push(broken(input, parsed.expected));
    return undefined;
  };
  const takeGiven = <T>(input: InputName, parse: (text: string) => Parsed<T>): T | undefined => {
    const text = inputs[input];
    return typeof text === 'string' && text !== '' ? take(input, parse(text)) : undefined;
  };
  const takeEach = <T>(input: ListInput, parse: (text: string) => Parsed<T>): T[] | undefined => {
    const members = inputs[input].map((member) => {
      const parsed = parse(member);
      return take(input, parsed.ok ? parsed : invalid(`${parsed.expected}, not ${member}`));
    });
    const read = members.filter((member) => member !== undefined);
    return read.length > 0 && read.length === members.length ? read : undefined;
  };
  const takeStatements = (): Pick<Parts, 'extraStatements' | 'extraStatementsSource'> => {
    if (inputs['extra-statements'] === '') return { extraStatements: [] };
    const text = take('extra-statements', surroundings.extraStatements ?? invalid('a file in the repository'));
    if (text === undefined) return { extraStatements: [] };
    const { statements, lines, problems } = parseExtraStatements(text);
    unread.push(...problems.map((problem) => broken('extra-statements', problem)));
    const file = pathInRepository(inputs['extra-statements'], surroundings.folder);
    return { extraStatements: statements, extraStatementsSource: { file, lines } };
  };

  const parts: Parts = {
    partition: take('region', partitionOfRegion(inputs.region)),
    endpoint: take('endpoint', parseEndpoint(inputs.endpoint)),
    bucket: take('bucket', parseBucket(inputs.bucket)),
    prefix: take('prefix', parsePrefix(inputs.prefix)),
    bucketAccess: inputs['bucket-access'].length > 0 ? inputs['bucket-access'] : undefined,
    endpointConfigs: takeEach('endpoint-config', (text) => parseNamePattern(text, 'an endpoint configuration')),
    models: takeEach('model', (text) => parseNamePattern(text, 'a model')),
    executionRole: takeGiven('execution-role-arn', parseRoleArn),
    kmsKey: takeGiven('kms-key-arn', parseKeyArn),
    ecrRepositories: takeEach('ecr-repository', parseEcrRepository),
    ...takeStatements(),
    trusted: take('trust', parseTrusted(inputs.trust)),
    externalId: takeGiven('trust-external-id', parseExternalId),
    githubRepository: takeGiven('github-repository', parseGithubRepository),
    githubRef: takeGiven('github-ref', parseRef),
    githubEnvironment: takeGiven('github-environment', parseEnvironment),
    identityProvider: takeGiven('github-oidc-provider', parseIdentityProvider),
    name: takeGiven('name', parseAccessName),
    account: takeGiven('account-id', parseAccountId),
    path: take('role-path', parsePath(inputs['role-path'])),
    boundary: takeGiven('permissions-boundary', parseBoundary),
    maxSessionDuration: take('max-session-duration', parseSessionDuration(inputs['max-session-duration'] ?? 0)),
    backend: take('backend-url', parseBackend(inputs['backend-url'], surroundings)),
    secretsProvider: takeGiven('secrets-provider', parseSecretsProvider),
    stackName: takeGiven('stack-name', parseStackName),
    pulumiVersion: take('pulumi-version', parseVersion(inputs['pulumi-version'])),
    pullRequest: take('comment-pr-number', parsePullRequest(inputs['comment-pr-number'])),
    awsEndpointUrl: takeGiven('aws-endpoint-url', parseEndpointUrl),
    sarifFile: takeGiven('sarif-file', (path) => parseReportFile(path, surroundings.folder)),
    reportFile: takeGiven('report-file', (path) => parseReportFile(path, surroundings.folder)),
  };
  return { parts, unread };
}
