import { type Arn, isAccountId, looksLikeArn, parseArn } from './arn';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** An endpoint as a user names it. */
export interface Endpoint {
  readonly name: string;
  /** Where the user gave an ARN: what it says of partition, region and account. */
  readonly arn?: Arn;
}

/** Of the names of endpoints, endpoint configurations and models alike. */
const MAX_LENGTH = 63;

/**
 * Whether not even the shortest name that fits a pattern is one: names are too long then.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 *
 * @param pattern of names, with `*` for any number of characters and `?` for one
 */
export function isTooLongToName(pattern: string): boolean {
  const shortest = pattern.replaceAll('*', '');
  // No name ends in a hyphen, so that something has to follow it.
  return shortest.length + (shortest.endsWith('-') ? 1 : 0) > MAX_LENGTH;
}

/**
 * Reads the name or the ARN of a SageMaker endpoint.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 */
export function parseEndpoint(text: string): Parsed<Endpoint> {
  if (!looksLikeArn(text)) return parseEndpointName(text);

  const arn = parseArn(text);
  if (!arn.ok) return arn;
  const match = /^endpoint\/(.+)$/s.exec(arn.value.resource);
  if (arn.value.service !== 'sagemaker' || !match || !isAccountId(arn.value.account) || arn.value.region === '') {
    return invalid('the ARN of an endpoint, arn:PARTITION:sagemaker:REGION:ACCOUNT:endpoint/NAME');
  }
  const endpoint = parseEndpointName(match[1]!);
  return endpoint.ok ? valid({ ...endpoint.value, arn: arn.value }) : endpoint;
}

function parseEndpointName(name: string): Parsed<Endpoint> {
  // The pattern of the service model, `[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}`, lets runs of hyphens exceed the length.
  if (name.length > MAX_LENGTH || !/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(name)) {
    return invalid(
      `an endpoint's name or ARN; a name has at most ${MAX_LENGTH} letters, digits and hyphens, with no hyphen at its ends`,
    );
  }
  return valid({ name });
}

/**
 * The forms of a name that an ARN in a policy needs: SageMaker has at times authorised requests against the name in
 * lower case, at times against the name as given, and IAM compares them with regard to case.
 */
export function caseVariants(name: string): string[] {
  return [...new Set([name, name.toLowerCase()])];
}
