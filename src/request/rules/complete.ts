import type { Parts } from './parts';
import type { Request, Surroundings } from './request';
import { trustOf } from './trust';
import { formatArn } from '../../aws/arn';
import type { InputValues } from '../inputs';

/** @returns the request that the parts make, or `undefined` where one is missing that it can't do without */
export function completeRequest(inputs: InputValues, parts: Parts, surroundings: Surroundings): Request | undefined {
  const trust = trustOf(inputs, parts, surroundings);
  const { partition, endpoint, bucket, prefix, path, maxSessionDuration, backend, boundary, pulumiVersion } = parts;
  if (!partition || !endpoint || !bucket || prefix === undefined) return undefined;
  if (!path || !maxSessionDuration || !backend || !pulumiVersion || !trust) return undefined;
  return {
    command: inputs.command,
    target: {
      partition,
      region: inputs.region,
      account: parts.account ?? endpoint.arn?.account,
      endpoint: endpoint.name,
      bucket: bucket.name,
      prefix: bucket.prefix || prefix,
      bucketAccess: parts.bucketAccess,
      endpointConfigs: parts.endpointConfigs,
      models: parts.models,
      executionRole: parts.executionRole && formatArn(parts.executionRole),
      kmsKey: parts.kmsKey && formatArn(parts.kmsKey),
      ecrRepositories: parts.ecrRepositories?.map(({ nameOrArn }) => nameOrArn),
    },
    name: parts.name ?? endpoint.name,
    path,
    permissions: inputs.permissions,
    extraStatements: parts.extraStatements,
    extraStatementsSource: parts.extraStatementsSource,
    trust,
    permissionsBoundary: boundary && formatArn(boundary),
    maxSessionDuration,
    tags: Object.fromEntries(inputs.tags),
    stackName: parts.stackName,
    backend,
    secretsProvider: parts.secretsProvider ?? (backend.isPulumiCloud ? 'default' : 'passphrase'),
    pulumiVersion,
    refresh: inputs.refresh,
    expectNoChanges: inputs['expect-no-changes'],
    failOnDrift: inputs['fail-on-drift'],
    failOn: inputs['fail-on'],
    requireApproval: inputs['require-approval'],
    approvalLabel: inputs['approval-label'],
    accessAnalyzer: inputs['access-analyzer'],
    sarifFile: parts.sarifFile,
    reportFile: parts.reportFile,
    comment: inputs.comment,
    pullRequest: parts.pullRequest,
    awsEndpointUrl: parts.awsEndpointUrl,
  };
}
