import { type BrokenRule, broken } from './broken-rule';
import {
  parseAccountId,
  parseBoundary,
  parseEndpointUrl,
  parsePullRequest,
  parseSecretsProvider,
  parseStackName,
  parseVersion,
} from './parsers';
import type { Surroundings } from './request';
import type { InputName } from '../../contract';
import type { Arn } from '../../iam/arn';
import { type Bucket, parseBucket, parsePrefix } from '../../iam/bucket';
import { type Endpoint, parseEndpoint } from '../../iam/endpoint';
import { parseAccessName, parsePath, parseSessionDuration } from '../../iam/names';
import type { Parsed } from '../../iam/parsed';
import { type Partition, partitionOfRegion } from '../../iam/partition';
import { type Backend, parseBackend } from '../../stack/backend';
import type { InputValues } from '../inputs';

/** What each input says by itself. A part is undefined where its input is empty or can't be read. */
export interface Parts {
  readonly partition?: Partition;
  readonly endpoint?: Endpoint;
  readonly bucket?: Bucket;
  readonly prefix?: string;
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

  const parts: Parts = {
    partition: take('region', partitionOfRegion(inputs.region)),
    endpoint: take('endpoint', parseEndpoint(inputs.endpoint)),
    bucket: take('bucket', parseBucket(inputs.bucket)),
    prefix: take('prefix', parsePrefix(inputs.prefix)),
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
  };
  return { parts, unread };
}
