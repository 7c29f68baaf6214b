import type { Parts } from './parts';
import type { Request } from './request';
import { formatArn } from '../../iam/arn';
import type { InputValues } from '../inputs';

/** @returns the request that the parts make, or `undefined` where one is missing that it can't do without */
export function completeRequest(inputs: InputValues, parts: Parts): Request | undefined {
  const { partition, endpoint, bucket, prefix, path, maxSessionDuration, backend, boundary, pulumiVersion } = parts;
  if (!partition || !endpoint || !bucket || prefix === undefined) return undefined;
  if (!path || !maxSessionDuration || !backend || !pulumiVersion) return undefined;
  return {
    command: inputs.command,
    target: {
      partition,
      region: inputs.region,
      account: parts.account ?? endpoint.arn?.account,
      endpoint: endpoint.name,
      bucket: bucket.name,
      prefix: bucket.prefix || prefix,
    },
    name: parts.name ?? endpoint.name,
    path,
    permissions: inputs.permissions,
    restrictTrust: inputs['restrict-trust'],
    permissionsBoundary: boundary && formatArn(boundary),
    maxSessionDuration,
    tags: Object.fromEntries(inputs.tags),
    stackName: parts.stackName,
    backend,
    secretsProvider: parts.secretsProvider ?? (backend.isPulumiCloud ? 'default' : 'passphrase'),
    pulumiVersion,
    refresh: inputs.refresh,
    expectNoChanges: inputs['expect-no-changes'],
    comment: inputs.comment,
    pullRequest: parts.pullRequest,
    awsEndpointUrl: parts.awsEndpointUrl,
  };
}
