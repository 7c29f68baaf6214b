import { askBucket, type AwsAccess, AwsError, callAws, elementIn, elementsIn } from './ask-aws';
import type { HttpAnswer } from './http';
import { ABSENT, found, type Looked, unseen } from './looked';

/** A policy on a role. */
export interface RolePolicy {
  /** `inline`: part of the role. `attached`: a managed policy. */
  readonly kind: 'inline' | 'attached';
  /** The name of an inline policy, the ARN of an attached one. */
  readonly name: string;
  readonly document: Looked<string>;
}

/** A role as it is in IAM. Documents are JSON. */
export interface RoleFacts {
  readonly trust: string;
  readonly policies: Looked<readonly RolePolicy[]>;
  /** None where it has none. */
  readonly boundary?: Looked<string>;
}

/** The bucket of the state as it is in S3. */
export interface BucketFacts {
  readonly region: Looked<string>;
  /** `Enabled` or `Suspended`; absent where it was never switched on. */
  readonly versioning: Looked<string>;
  /** The algorithm. */
  readonly encryption: Looked<string>;
  /** The switches that are on. */
  readonly blocked: Looked<readonly string[]>;
}

/** The audiences of an OIDC provider. */
export function lookAtProvider(arn: string, access: AwsAccess): Promise<Looked<readonly string[]>> {
  return looked(async () => {
    const xml = await callAws('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arn }, access);
    return elementsIn(/<ClientIDList>(.*?)<\/ClientIDList>/s.exec(xml)?.[1] ?? '', 'member');
  });
}

export function lookAtRole(name: string, access: AwsAccess): Promise<Looked<RoleFacts>> {
  return looked(async () => {
    const xml = await callAws('iam', 'GetRole', { RoleName: name }, access);
    const boundary = elementIn(xml, 'PermissionsBoundaryArn');
    return {
      trust: decodeURIComponent(elementIn(xml, 'AssumeRolePolicyDocument') ?? ''),
      policies: await looked(() => policiesOf(name, access)),
      boundary: boundary === undefined ? undefined : await lookAtPolicy(boundary, access),
    };
  });
}

async function policiesOf(role: string, access: AwsAccess): Promise<RolePolicy[]> {
  const [inline, attached] = await Promise.all([
    listed('ListRolePolicies', 'member', role, access),
    listed('ListAttachedRolePolicies', 'PolicyArn', role, access),
  ]);
  return Promise.all([
    ...inline.map(async (name): Promise<RolePolicy> => {
      const ask = () => callAws('iam', 'GetRolePolicy', { RoleName: role, PolicyName: name }, access);
      return { kind: 'inline', name, document: await looked(async () => documentIn(await ask(), 'PolicyDocument')) };
    }),
    ...attached.map(async (arn): Promise<RolePolicy> => {
      return { kind: 'attached', name: arn, document: await lookAtPolicy(arn, access) };
    }),
  ]);
}

/** All pages of a list. */
async function listed(action: string, element: string, role: string, access: AwsAccess): Promise<string[]> {
  const items: string[] = [];
  let marker: string | undefined;
  do {
    const parameters: Record<string, string> = { RoleName: role, ...(marker !== undefined && { Marker: marker }) };
    const xml: string = await callAws('iam', action, parameters, access);
    items.push(...elementsIn(xml, element));
    marker = elementIn(xml, 'IsTruncated') === 'true' ? elementIn(xml, 'Marker') : undefined;
  } while (marker !== undefined);
  return items;
}

/** A managed policy's document (JSON): that of its default version. */
export function lookAtPolicy(arn: string, access: AwsAccess): Promise<Looked<string>> {
  return looked(async () => {
    const policy = await callAws('iam', 'GetPolicy', { PolicyArn: arn }, access);
    const VersionId = elementIn(policy, 'DefaultVersionId') ?? '';
    return documentIn(await callAws('iam', 'GetPolicyVersion', { PolicyArn: arn, VersionId }, access), 'Document');
  });
}

/** IAM returns documents URL-encoded. */
function documentIn(xml: string, element: string): string {
  return decodeURIComponent(elementIn(xml, element) ?? '');
}

async function looked<T>(look: () => Promise<T>): Promise<Looked<T>> {
  try {
    return found(await look());
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchEntity') return ABSENT;
    return unseen((error as Error).message);
  }
}

/** The account of the credentials, twelve digits. */
export function lookAtAccount(access: AwsAccess): Promise<Looked<string>> {
  return looked(async () => {
    const account = elementIn(await callAws('sts', 'GetCallerIdentity', {}, access), 'Account') ?? '';
    if (!/^\d{12}$/.test(account)) throw new Error('The answer names no account.');
    return account;
  });
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 *
 * @param place where its objects are
 * @param account that is to own it
 */
export async function lookAtBucket(
  { bucket, region }: { readonly bucket: URL; readonly region: string },
  account: string,
  access: AwsAccess,
): Promise<Looked<BucketFacts>> {
  const ask = (subject: string) => {
    const url = new URL(bucket);
    url.searchParams.set(subject, '');
    return looked(() => askBucket(url, region, account, access));
  };
  const [location, versioning, encryption, blocked] = await Promise.all(
    ['location', 'versioning', 'encryption', 'publicAccessBlock'].map(ask),
  );
  const elsewhere = regionElsewhere(location!);
  if (codeOf(location!) === 'NoSuchBucket') return ABSENT;
  // A bucket of another region answers there only.
  if (elsewhere !== undefined) {
    const why = `S3 has the bucket in ${elsewhere}, and answers only there.`;
    return found({
      region: found(elsewhere),
      ...{ versioning: unseen(why), encryption: unseen(why), blocked: unseen(why) },
    });
  }
  return found({
    region: answered(location!, (xml) => regionOf(elementIn(xml, 'LocationConstraint') ?? '')),
    versioning: answered(versioning!, (xml) => elementIn(xml, 'Status')),
    encryption: answered(
      encryption!,
      (xml) => elementIn(xml, 'SSEAlgorithm'),
      'ServerSideEncryptionConfigurationNotFoundError',
    ),
    blocked: answered(
      blocked!,
      (xml) => SWITCHES.filter((name) => elementIn(xml, name)?.toLowerCase() === 'true'),
      'NoSuchPublicAccessBlockConfiguration',
    ),
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
export const SWITCHES = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

/** @param none what S3 answers where there is no such setting */
function answered<T>(answer: Looked<HttpAnswer>, read: (xml: string) => T | undefined, none?: string): Looked<T> {
  if (answer.is !== 'found') return answer;
  const xml = answer.value.body;
  const { status } = answer.value;
  if (status === 200) {
    const value = read(xml);
    return value === undefined ? ABSENT : found(value);
  }
  const code = codeOf(answer);
  return code !== undefined && code === none ? ABSENT : unseen(`S3 answers ${status}${code ? ` (${code})` : ''}.`);
}

function codeOf(answer: Looked<HttpAnswer>): string | undefined {
  if (answer.is !== 'found' || answer.value.status < 300) return undefined;
  return elementIn(answer.value.body, 'Code');
}

function regionElsewhere(answer: Looked<HttpAnswer>): string | undefined {
  if (answer.is !== 'found' || ![301, 307, 400].includes(answer.value.status)) return undefined;
  return [answer.value.headers['x-amz-bucket-region']].flat()[0] ?? elementIn(answer.value.body, 'Region');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
function regionOf(constraint: string): string {
  if (constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}
