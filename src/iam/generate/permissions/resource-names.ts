import { type Arn, isAccountId, looksLikeArn, parseArn } from '../../../aws/arn';
import { isTooLongToName } from '../../../aws/endpoint';
import { invalid, type Parsed, valid } from '../../../shared/parsed';

/** Names and ARNs of what the permission sets are about, as a user gives them. */

const MAX_NAME = 63;
/** A pattern like `*` or `c*` would be about things that have nothing to do with the model. */
const MIN_BEFORE_WILDCARD = 3;

/**
 * The name of a model or an endpoint configuration, or a pattern of it: `*` for any number of characters, `?` for one.
 * Autoscaling gives configurations names that are UUIDs, `????????-????-????-????-????????????`.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 *
 * @param kind how a message calls it
 */
export function parseNamePattern(text: string, kind: string): Parsed<string> {
  const literal = text.split('*')[0]!.replace(/[^a-zA-Z0-9]/g, '');
  if (isTooLongToName(text) || !/^[a-zA-Z0-9*?]([a-zA-Z0-9*?-]*[a-zA-Z0-9*?])?$/.test(text)) {
    return invalid(
      `the name of ${kind}, or a pattern of names with * and ?; at most ${MAX_NAME} letters, digits and hyphens, with no hyphen at its ends`,
    );
  }
  return text.includes('*') && literal.length < MIN_BEFORE_WILDCARD
    ? invalid(
        `the name of ${kind}, or a pattern with at least ${MIN_BEFORE_WILDCARD} letters or digits before its first *`,
      )
    : valid(text);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function parseRoleArn(text: string): Parsed<Arn> {
  const arn = parseArn(text);
  return arn.ok && isIamArn(arn.value) && /^role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/.test(arn.value.resource)
    ? arn
    : invalid('the ARN of a role, arn:PARTITION:iam::ACCOUNT:role/NAME');
}

function isIamArn({ service, region, account }: Arn): boolean {
  return service === 'iam' && region === '' && isAccountId(account);
}

/**
 * A policy has to name a key itself: it can't be about the alias of one.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN
 */
export function parseKeyArn(text: string): Parsed<Arn> {
  const arn = parseArn(text);
  return arn.ok &&
    arn.value.service === 'kms' &&
    arn.value.region !== '' &&
    isAccountId(arn.value.account) &&
    /^key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(arn.value.resource)
    ? arn
    : invalid('the ARN of a KMS key, arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias or an ID alone does not do');
}

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export function parseTopicArn(text: string): Parsed<Arn> {
  const arn = parseArn(text);
  return arn.ok &&
    arn.value.service === 'sns' &&
    arn.value.region !== '' &&
    isAccountId(arn.value.account) &&
    /^[\w-]{1,256}(\.fifo)?$/.test(arn.value.resource)
    ? arn
    : invalid('the ARN of an SNS topic, arn:PARTITION:sns:REGION:ACCOUNT:NAME');
}

/** A resource that is most often in the target's account and region. */
export interface Located {
  /** As a target has it. */
  readonly nameOrArn: string;
  /** Where the user gave an ARN: what it says of partition and region. */
  readonly arn?: Arn;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export function parseSubnet(text: string): Parsed<Located> {
  return parseInVpc(text, { type: 'subnet', id: /^subnet-[0-9a-f]{8,17}$/, what: 'a subnet', example: 'subnet-ID' });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export function parseSecurityGroup(text: string): Parsed<Located> {
  return parseInVpc(text, {
    ...{ type: 'security-group', id: /^sg-[0-9a-f]{8,17}$/ },
    ...{ what: 'a security group', example: 'sg-ID' },
  });
}

/** Another account that shares what is in a VPC is in the ARN of it. */
function parseInVpc(
  text: string,
  { type, id, what, example }: Readonly<Record<'type' | 'what' | 'example', string>> & { readonly id: RegExp },
): Parsed<Located> {
  const expected = invalid(
    `the id of ${what}, ${example}, or its ARN, arn:PARTITION:ec2:REGION:ACCOUNT:${type}/${example}`,
  );
  if (!looksLikeArn(text)) return id.test(text) ? valid({ nameOrArn: text }) : expected;

  const arn = parseArn(text);
  if (!arn.ok || !arn.value.resource.startsWith(`${type}/`)) return expected;
  const { service, region, account, resource } = arn.value;
  return service === 'ec2' && region !== '' && isAccountId(account) && id.test(resource.slice(type.length + 1))
    ? valid({ nameOrArn: text, arn: arn.value })
    : expected;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function parseEcrRepository(text: string): Parsed<Located> {
  if (!looksLikeArn(text)) return isRepositoryName(text) ? valid({ nameOrArn: text }) : invalid(REPOSITORY);

  const arn = parseArn(text);
  const name = arn.ok ? /^repository\/(.+)$/s.exec(arn.value.resource)?.[1] : undefined;
  if (!arn.ok || name === undefined || !isRepositoryName(name)) return invalid(REPOSITORY);
  const { service, region, account } = arn.value;
  return service === 'ecr' && region !== '' && isAccountId(account)
    ? valid({ nameOrArn: text, arn: arn.value })
    : invalid(REPOSITORY);
}

const REPOSITORY =
  "the name of an ECR repository, or its ARN, arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME; not an image's address";

function isRepositoryName(name: string): boolean {
  const words = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
  const isAddress = /\.dkr[.-]ecr/.test(name);
  return name.length >= 2 && name.length <= 256 && !isAddress && name.split('/').every((part) => words.test(part));
}
