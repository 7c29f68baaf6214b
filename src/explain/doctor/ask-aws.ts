import type { Credentials } from './credentials';
import { answerTo, type HttpAnswer } from './http';
import { signedHeaders } from './signature';
import type { Partition } from '../../aws/partition';
import { deadline } from '../../shared/deadlines';

/** What it takes to ask AWS. */
export interface AwsAccess {
  readonly credentials: Credentials;
  readonly partition: Partition;
  readonly region: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** An answer of AWS's that is none to the question. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${message} (${code})`);
  }
}

const VERSIONS = { iam: '2010-05-08', sts: '2011-06-15' } as const;

/**
 * Calls IAM or STS.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 *
 * @returns the answer's XML
 * @throws AwsError where AWS refuses; Error where it does not answer
 */
export async function callAws(
  service: keyof typeof VERSIONS,
  action: string,
  parameters: Readonly<Record<string, string>>,
  access: AwsAccess,
): Promise<string> {
  const body = new URLSearchParams({ Action: action, Version: VERSIONS[service], ...parameters }).toString();
  const { url, region } = endpointOf(service, access);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await send({ method: 'POST', url, headers, body }, { service, region, access });
  if (answer.status === 200) return answer.body;
  const [code, message] = ['Code', 'Message'].map((name) => elementIn(answer.body, name));
  throw new AwsError(code ?? `HTTP ${answer.status}`, message ?? 'AWS gives no reason.');
}

/** Asks S3 for a setting of a bucket. @returns whatever it answers */
export function askBucket(url: URL, region: string, owner: string, access: AwsAccess): Promise<HttpAnswer> {
  const headers = { 'x-amz-expected-bucket-owner': owner };
  return send({ method: 'GET', url, headers, body: '' }, { service: 's3', region, access });
}

async function send(
  request: Parameters<typeof signedHeaders>[0],
  { service, region, access }: { readonly service: string; readonly region: string; readonly access: AwsAccess },
): Promise<HttpAnswer> {
  const headers = await signedHeaders(request, { service, region, credentials: access.credentials, now: new Date() });
  return answerTo({ ...request, headers, limit: deadline('aws-request') });
}

/**
 * Where a partition has IAM, and the region that requests to it are signed for.
 *
 * https://docs.aws.amazon.com/general/latest/gr/iam-service.html
 */
const IAM: Readonly<Record<Partition, readonly [host: string, region: string]>> = {
  aws: ['iam.amazonaws.com', 'us-east-1'],
  'aws-cn': ['iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  'aws-us-gov': ['iam.us-gov.amazonaws.com', 'us-gov-west-1'],
  'aws-eusc': ['iam.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
  'aws-iso': ['iam.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
  'aws-iso-b': ['iam.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1'],
  'aws-iso-e': ['iam.eu-isoe-west-1.cloud.adc-e.uk', 'eu-isoe-west-1'],
  'aws-iso-f': ['iam.us-isof-south-1.csp.hci.ic.gov', 'us-isof-south-1'],
};

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointOf(service: 'iam' | 'sts', { environment, partition, region }: AwsAccess) {
  const [iamHost, iamRegion] = IAM[partition];
  const given = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || environment.AWS_ENDPOINT_URL;
  const host =
    service === 'iam' ? iamHost : `sts.${region}.${iamHost.replace(/^.*?(?=amazonaws|c2s|sc2s|cloud|csp)/, '')}`;
  return { url: new URL(given || `https://${host}`), region: service === 'iam' ? iamRegion : region };
}

/** @returns the text in the first element of XML of that name which holds nothing else */
export function elementIn(xml: string, name: string): string | undefined {
  return elementsIn(xml, name)[0];
}

/** The same of all such elements. */
export function elementsIn(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text]) =>
    text!.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity]!),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
