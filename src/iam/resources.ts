import { formatArn } from './arn';
import { caseForms } from './endpoint';
import type { Target } from './target';

/** The ARNs, or patterns of ARNs, of what a model's deployment touches. */

export function endpointArns(target: Target): string[] {
  return caseForms(target.endpoint).map((name) => sagemakerArn(target, `endpoint/${name}`));
}

/**
 * Endpoint configurations can't be changed, so every release of a model makes another one: the endpoint's name, alone or
 * with `-` and anything behind it (a version, a date, the random part that autoscaling adds).
 */
export function endpointConfigArns(target: Target): string[] {
  return caseForms(target.endpoint).flatMap((name) => [
    sagemakerArn(target, `endpoint-config/${name}`),
    sagemakerArn(target, `endpoint-config/${name}-*`),
  ]);
}

export function objectArns({ partition, bucket, prefix }: Target): string[] {
  return [formatArn({ partition, service: 's3', region: '', account: '', resource: `${bucket}/${prefix}*` })];
}

/** Everything of SageMaker in the target's region and account. */
export function anySagemakerArn(target: Target): string {
  return sagemakerArn(target, '*');
}

function sagemakerArn({ partition, region, account }: Target, resource: string): string {
  return formatArn({ partition, service: 'sagemaker', region, account, resource });
}
