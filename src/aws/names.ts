import { type Arn, parseArn } from './arn';
import { invalid, type Parsed, valid } from '../shared/parsed';

/**
 * Names, paths, durations and tags in IAM.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

const MAX_ROLE_NAME = 64;
const MAX_PATH = 512;
/** Of the 50 that IAM allows, one is the Action's own. */
const MAX_TAGS = 49;
const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;
const SESSION_SECONDS = { min: 3600, max: 43200 };

/** The key of the tag by which the Action knows the roles and policies that a stack has made. */
export const OWNERSHIP_TAG = 'model-deployment-iam:stack';

/** What names, and the parts of paths, consist of. */
const WORD = '[\\w+=,.@-]';
const PATH = new RegExp(`^/(${WORD}+/)*$`);
const MANAGED_POLICY = new RegExp(`^policy/(${WORD}+/)*${WORD}{1,128}$`);

/** A name for both a role and a policy. A policy's may be longer (128), so the role's limit counts. */
export function parseAccessName(text: string): Parsed<string> {
  return text.length <= MAX_ROLE_NAME && new RegExp(`^${WORD}+$`).test(text)
    ? valid(text)
    : invalid(`a name of 1 to ${MAX_ROLE_NAME} letters, digits and _+=,.@-`);
}

/**
 * A path for both a role and a policy. A role's may hold any visible ASCII character, so the policy's rule counts.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export function parsePath(text: string): Parsed<string> {
  return text.length <= MAX_PATH && PATH.test(text)
    ? valid(text)
    : invalid(
        `a path of letters, digits and _+=,.@- that starts and ends with /, such as /models/, of at most ${MAX_PATH} characters`,
      );
}

export function parseSessionDuration(seconds: number): Parsed<number> {
  const { min, max } = SESSION_SECONDS;
  return seconds >= min && seconds <= max
    ? valid(seconds)
    : invalid(`a whole number of seconds, from ${min} (1 hour) to ${max} (12 hours)`);
}

export function parsePermissionsBoundary(text: string): Parsed<Arn> {
  const arn = parseArn(text);
  return arn.ok && isManagedPolicy(arn.value)
    ? arn
    : invalid('the ARN of a managed policy, arn:PARTITION:iam::ACCOUNT:policy/NAME');
}

function isManagedPolicy({ service, region, account, resource }: Arn): boolean {
  return service === 'iam' && region === '' && account !== '' && MANAGED_POLICY.test(resource);
}

/** What the template's bootstrap creates beside the model's role, by the ends of the names: who may change it may change all. */
const GUARDS = ['-access-preview', '-access-deploy', '-access-boundary'];

/** @returns the end of a name that is not a model's; IAM has no case in names */
export function endOfGuard(name: string): string | undefined {
  return GUARDS.find((end) => name.toLowerCase().endsWith(end));
}

/** @returns one text for each rule that a tag breaks, in the order of the tags */
export function brokenTagRules(tags: readonly (readonly [key: string, value: string])[]): string[] {
  const broken = tags.flatMap(([key, value]) => brokenRulesOfTag(key, value));
  if (tags.length > MAX_TAGS) {
    broken.push(`at most ${MAX_TAGS} tags beside the one of the Action, but there are ${tags.length}`);
  }

  const keys = tags.map(([key]) => key.toLowerCase());
  const repeated = tags.find(([key], index) => keys.indexOf(key.toLowerCase()) !== index);
  // IAM keeps the case of a tag's key, but takes Team and team as the same one.
  if (repeated) broken.push(`each key once, without regard to case, but "${repeated[0]}" is there twice`);
  return broken;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
function brokenRulesOfTag(key: string, value: string): string[] {
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  const [keyLength, valueLength] = [[...key].length, [...value].length];
  return [
    (keyLength < 1 || keyLength > MAX_TAG_KEY) &&
      `a key of 1 to ${MAX_TAG_KEY} characters, but "${key}" has ${keyLength}`,
    valueLength > MAX_TAG_VALUE &&
      `a value of at most ${MAX_TAG_VALUE} characters, but that of "${key}" has ${valueLength}`,
    !allowed.test(key) && `a key of letters, digits, spaces and _.:/=+-@, but got "${key}"`,
    !allowed.test(value) && `a value of letters, digits, spaces and _.:/=+-@ for "${key}", but got "${value}"`,
    key.toLowerCase() === OWNERSHIP_TAG && `a key other than ${OWNERSHIP_TAG}, which is the Action's own`,
    /^aws:/i.test(key) && `a key that does not start with aws:, which is AWS's own, but got "${key}"`,
    /^aws:/i.test(value) && `a value that does not start with aws:, which is AWS's own, for "${key}"`,
  ].filter((rule) => rule !== false);
}
