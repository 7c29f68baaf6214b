import { formatArn, looksLikeArn } from '../../aws/arn';
import { caseVariants, isTooLongToName } from '../../aws/endpoint';
import type { Target } from '../target';

/** The ARNs, or patterns of ARNs, of what a model's deployment touches. */

export function endpointArns(target: Target): string[] {
  return caseVariants(target.endpoint).map((name) => sagemakerArn(target, `endpoint/${name}`));
}

/** Endpoint configurations can't be changed, so every release of a model makes another one. */
export function endpointConfigArns(target: Target): string[] {
  return sagemakerArns(target, 'endpoint-config', target.endpointConfigs);
}

/** Models can't be changed either. */
export function modelArns(target: Target): string[] {
  return sagemakerArns(target, 'model', target.models);
}

/** Models on an endpoint that has room for several. */
export function inferenceComponentArns(target: Target): string[] {
  return sagemakerArns(target, 'inference-component', target.inferenceComponents);
}

/** @param patterns names or patterns. Default: after the endpoint */
function sagemakerArns(target: Target, type: string, patterns?: readonly string[]): string[] {
  const names = patterns ? patterns.flatMap(caseVariants) : caseVariants(target.endpoint).flatMap(namesAfter);
  return [...new Set(names)].map((name) => sagemakerArn(target, `${type}/${name}`));
}

/** The endpoint's name, alone or with `-` and anything behind it, such as a version or a date, where there is room for it. */
function namesAfter(endpoint: string): string[] {
  const pattern = `${endpoint}-*`;
  return isTooLongToName(pattern) ? [endpoint] : [endpoint, pattern];
}

export function bucketArn({ partition, bucket }: Target): string {
  return s3Arn(partition, bucket);
}

export function objectArns({ partition, bucket, prefix }: Target): string[] {
  return [s3Arn(partition, `${bucket}/${prefix}*`)];
}

/** Where answers go that nobody waits for. */
export function outputArns({ partition, output }: Target): string[] {
  return output ? [s3Arn(partition, `${output.bucket}/${output.prefix}*`)] : [];
}

export function repositoryArns({ partition, region, account, ecrRepositories = [] }: Target): string[] {
  return ecrRepositories.map((repository) =>
    looksLikeArn(repository)
      ? repository
      : formatArn({ partition, service: 'ecr', region, account, resource: `repository/${repository}` }),
  );
}

export function subnetArns(target: Target): string[] {
  return ec2Arns(target, 'subnet', target.vpcSubnets);
}

export function securityGroupArns(target: Target): string[] {
  return ec2Arns(target, 'security-group', target.vpcSecurityGroups);
}

/** An interface belongs to the account that makes it, also in a subnet that another account shares. */
export function networkInterfaceArn(target: Target, id: string): string {
  return ec2Arn(target, `network-interface/${id}`);
}

function ec2Arns(target: Target, type: string, idsOrArns: readonly string[] = []): string[] {
  return idsOrArns.map((idOrArn) => (looksLikeArn(idOrArn) ? idOrArn : ec2Arn(target, `${type}/${idOrArn}`)));
}

function ec2Arn({ partition, region, account }: Target, resource: string): string {
  return formatArn({ partition, service: 'ec2', region, account, resource });
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html */
export function logGroupArns({ partition, region, account, endpoint }: Target): string[] {
  return caseVariants(endpoint).map((name) =>
    formatArn({ partition, service: 'logs', region, account, resource: `log-group:/aws/sagemaker/Endpoints/${name}` }),
  );
}

/** Everything of SageMaker in the target's region and account. */
export function anySagemakerArn(target: Target): string {
  return sagemakerArn(target, '*');
}

function sagemakerArn({ partition, region, account }: Target, resource: string): string {
  return formatArn({ partition, service: 'sagemaker', region, account, resource });
}

function s3Arn(partition: Target['partition'], resource: string): string {
  return formatArn({ partition, service: 's3', region: '', account: '', resource });
}
