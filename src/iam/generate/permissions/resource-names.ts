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

/** The repository of an image. */
export interface EcrRepository {
  /** As a target has it. */
  readonly nameOrArn: string;
  /** Where the user gave an ARN: what it says of partition and region. */
  readonly arn?: Arn;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function parseEcrRepository(text: string): Parsed<EcrRepository> {
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
