import { valid as isVersion } from 'semver';
import type { InputName } from '../contract';
import type { InputValues } from './inputs';
import { isAccountId, parseArn } from '../iam/arn';
import { parseBucket, parsePrefix } from '../iam/bucket';
import { toJson } from '../iam/canonical';
import { parseEndpoint } from '../iam/endpoint';
import {
  brokenTagRules,
  parseAccessName,
  parsePath,
  parsePermissionsBoundary,
  parseSessionDuration,
} from '../iam/names';
import type { Parsed } from '../iam/parsed';
import { partitionOfRegion } from '../iam/partition';
import { type PermissionSetName, policyDocument } from '../iam/permissions';
import { POLICY_QUOTA, sizeOfDocument, TRUST_POLICY_QUOTA } from '../iam/quota';
import type { Target } from '../iam/target';
import { trustPolicy } from '../iam/trust';
import type { Command, InputProblem } from '../report/model';
import { type Backend, parseBackend } from '../stack/backend';
import { isSecretsProvider } from '../stack/secrets-provider';
import { isStackName } from '../stack/settings';

/** What a workflow asks for, checked as far as that is possible without the network. */
export interface Request {
  readonly command: Command;
  /** Without the account where only the credentials can tell it. */
  readonly target: Omit<Target, 'account'> & { readonly account?: string };
  readonly name: string;
  readonly path: string;
  readonly permissions: readonly PermissionSetName[];
  readonly restrictTrust: boolean;
  readonly permissionsBoundary?: string;
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
  /** `undefined` for the default, which has the account in it. */
  readonly stackName?: string;
  readonly backend: Backend;
  readonly secretsProvider: string;
  readonly pulumiVersion: string;
  readonly refresh: boolean;
  readonly expectNoChanges: boolean;
  readonly comment: 'always' | 'changes' | 'never';
  readonly pullRequest?: number;
  readonly awsEndpointUrl?: string;
}

/** What counts besides the inputs. */
export interface Surroundings {
  /** For Pulumi Cloud. */
  readonly accessToken?: string;
  /** What relative paths are relative to. */
  readonly folder: string;
  /** A runner that is thrown away after the job, with all that is on its disk. */
  readonly isHostedRunner: boolean;
}

/** Documents are as large with any account. */
const ANY_ACCOUNT = '000000000000';

/** @returns everything that is wrong with the inputs; the request is of use only where nothing is */
export function toRequest(
  inputs: InputValues,
  surroundings: Surroundings,
): { readonly request?: Request; readonly problems: readonly InputProblem[] } {
  const problems: InputProblem[] = [];
  const report = (input: InputName, expected: string) => {
    const value = inputs[input];
    problems.push({ input, value: textOf(value), expected });
  };
  const take = <T>(input: InputName, parsed: Parsed<T>): T | undefined => {
    if (parsed.ok) return parsed.value;
    report(input, parsed.expected);
    return undefined;
  };

  const partition = take('region', partitionOfRegion(inputs.region));
  const endpoint = take('endpoint', parseEndpoint(inputs.endpoint));
  const bucket = take('bucket', parseBucket(inputs.bucket));
  const prefix = take('prefix', parsePrefix(inputs.prefix));
  const path = take('role-path', parsePath(inputs['role-path']));
  const duration = take('max-session-duration', parseSessionDuration(inputs['max-session-duration'] ?? 0));
  const name = inputs.name === '' ? endpoint?.name : take('name', parseAccessName(inputs.name));

  const givenAccount = inputs['account-id'] || undefined;
  if (givenAccount && !isAccountId(givenAccount)) report('account-id', 'an account of 12 digits');
  const account = givenAccount ?? endpoint?.arn?.account;

  if (endpoint?.arn && endpoint.arn.region !== inputs.region && partition) {
    report('endpoint', `an endpoint in ${inputs.region}, which is the region, not in ${endpoint.arn.region}`);
  } else if (endpoint?.arn && partition && endpoint.arn.partition !== partition) {
    report(
      'endpoint',
      `an ARN in the partition ${partition}, which ${inputs.region} is in, not ${endpoint.arn.partition}`,
    );
  }
  if (endpoint?.arn && givenAccount && endpoint.arn.account !== givenAccount) {
    report(
      'endpoint',
      `an endpoint in the account ${givenAccount}, which is the account-id, not in ${endpoint.arn.account}`,
    );
  }
  if (bucket?.partition && partition && bucket.partition !== partition) {
    report(
      'bucket',
      `a bucket in the partition ${partition}, which ${inputs.region} is in, not in ${bucket.partition}`,
    );
  }
  if (bucket?.prefix && prefix) report('prefix', 'nothing, because bucket names a folder already');

  const boundary = inputs['permissions-boundary'] || undefined;
  if (boundary && take('permissions-boundary', parsePermissionsBoundary(boundary))) {
    const arn = parseArn(boundary);
    if (arn.ok && partition && arn.value.partition !== partition) {
      report('permissions-boundary', `a policy in the partition ${partition}, which ${inputs.region} is in`);
    } else if (arn.ok && account && ![account, 'aws'].includes(arn.value.account)) {
      report('permissions-boundary', `a policy of the account ${account}, or one of AWS's own`);
    }
  }
  for (const rule of brokenTagRules(inputs.tags)) report('tags', rule);

  const backend = take('backend-url', parseBackend(inputs['backend-url'], surroundings));
  if (backend && bucket && backend.bucket === bucket.name) {
    report('backend-url', "another bucket than the model's, whose role could rewrite its own permissions there");
  }
  if (backend?.isLocal && isEphemeral(inputs, surroundings)) {
    report(
      'backend-url',
      'a backend that outlives this GitHub-hosted runner, such as s3://…, or allow-ephemeral-state: true',
    );
  }
  const secretsProvider = inputs['secrets-provider'] || (backend?.isPulumiCloud ? 'default' : 'passphrase');
  if (!isSecretsProvider(secretsProvider)) {
    report('secrets-provider', 'passphrase, default, awskms://…, azurekeyvault://…, gcpkms://… or hashivault://…');
  } else if (secretsProvider === 'default' && backend && !backend.isPulumiCloud) {
    report('secrets-provider', 'another one than default, which only Pulumi Cloud has');
  }

  const stackName = inputs['stack-name'] || undefined;
  if (stackName && !isStackName(stackName)) {
    report('stack-name', 'at most 100 letters, digits and _.-, with an organization and / in front or not');
  }
  if (!isVersion(inputs['pulumi-version'])) report('pulumi-version', 'a version such as 3.274.1');
  if (inputs['comment-pr-number'] === 0) report('comment-pr-number', 'the number of a pull request');
  const awsEndpointUrl = inputs['aws-endpoint-url'] || undefined;
  if (awsEndpointUrl && !['http:', 'https:'].includes(URL.parse(awsEndpointUrl)?.protocol ?? '')) {
    report('aws-endpoint-url', 'an address that starts with http:// or https://');
  }
  if (inputs['expect-no-changes'] && inputs.command === 'destroy') {
    report('expect-no-changes', 'false with the command destroy, which changes all there is');
  }

  if (!partition || !endpoint || !bucket || prefix === undefined || !name || !path || !duration || !backend) {
    return { problems };
  }
  const target = {
    partition,
    region: inputs.region,
    account,
    endpoint: endpoint.name,
    bucket: bucket.name,
    prefix: bucket.prefix || prefix,
  };
  for (const { input, expected } of exceededQuotas(inputs, { ...target, account: ANY_ACCOUNT })) {
    report(input, expected);
  }

  return {
    problems,
    request: {
      command: inputs.command,
      target,
      name,
      path,
      permissions: inputs.permissions,
      restrictTrust: inputs['restrict-trust'],
      permissionsBoundary: boundary,
      maxSessionDuration: duration,
      tags: Object.fromEntries(inputs.tags),
      stackName,
      backend,
      secretsProvider,
      pulumiVersion: inputs['pulumi-version'].replace(/^v/, ''),
      refresh: inputs.refresh,
      expectNoChanges: inputs['expect-no-changes'],
      comment: inputs.comment,
      pullRequest: inputs['comment-pr-number'],
      awsEndpointUrl,
    },
  };
}

function isEphemeral(inputs: InputValues, { isHostedRunner }: Surroundings): boolean {
  return isHostedRunner && ['up', 'destroy'].includes(inputs.command) && !inputs['allow-ephemeral-state'];
}

function exceededQuotas(inputs: InputValues, target: Target): { input: InputName; expected: string }[] {
  const policy = sizeOfDocument(toJson(policyDocument(target, inputs.permissions)));
  const trust = sizeOfDocument(toJson(trustPolicy(target, { restricted: inputs['restrict-trust'] })));
  return [
    ...(policy > POLICY_QUOTA
      ? [
          {
            input: 'permissions' as const,
            expected: `a policy of at most ${POLICY_QUOTA} characters, but it has ${policy}`,
          },
        ]
      : []),
    ...(trust > TRUST_POLICY_QUOTA
      ? [
          {
            input: 'trust' as const,
            expected: `a trust policy of at most ${TRUST_POLICY_QUOTA} characters, but it has ${trust}`,
          },
        ]
      : []),
  ];
}

function textOf(value: InputValues[InputName]): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'object') return String(value);
  return value.map((member) => (typeof member === 'string' ? member : member.join('='))).join(', ') || undefined;
}
