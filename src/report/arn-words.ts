import { code } from './markdown';
import { parseArn } from '../iam/arn';
import type { Target } from '../iam/target';

/** Of SageMaker, by the type in the ARN. */
const SAGEMAKER: Readonly<Record<string, string>> = {
  endpoint: 'endpoint',
  'endpoint-config': 'endpoint configuration',
  model: 'model',
};

/** What the ARN is of, in words, if it lies in the target's own region and account; else the ARN itself. */
export function arnWords(arn: string, { partition, region, account }: Target): string {
  if (arn === '*') return '**everything**';
  const parsed = parseArn(arn);
  if (!parsed.ok || parsed.value.partition !== partition) return code(arn);

  const { service, resource } = parsed.value;
  const isAt = (place: string, owner: string) => parsed.value.region === place && parsed.value.account === owner;
  const [, type, name] = /^([^/]+)\/(.+)$/s.exec(resource) ?? [];
  if (service === 'sagemaker' && isAt(region, account) && name && Object.hasOwn(SAGEMAKER, type!)) {
    return `${SAGEMAKER[type!]} ${code(name)}`;
  }
  if (service === 'iam' && isAt('', account) && type === 'role' && name) return `role ${code(name)}`;
  if (service === 's3' && isAt('', '')) return s3Words(arn, resource);
  return code(arn);
}

function s3Words(arn: string, resource: string): string {
  const isPattern = /[*?]/.test(resource);
  if (/^[^/]+\/./s.test(resource)) return `${isPattern ? 'objects' : 'object'} ${code(resource)}`;
  // A wildcard in a bucket's name also stands for a slash and what follows.
  return isPattern || resource.includes('/') ? code(arn) : `bucket ${code(resource)}`;
}
