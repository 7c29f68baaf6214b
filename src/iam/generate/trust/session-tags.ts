import { invalid, type Parsed, valid } from '../../../shared/parsed';
import type { Statement } from '../../policy/document';

/** The keys that the tags of a session may have. `any` lets whoever assumes the role name the tags that other policies test. */
export type SessionTags = readonly string[] | 'any';

/** What stands for the tags that this action gives to each session, unless it gets a token of GitHub's. */
const WORKFLOW = 'configure-aws-credentials';

/**
 * https://github.com/aws-actions/configure-aws-credentials#session-tagging, as of its version 6.2
 */
const KEYS_OF_WORKFLOWS = [
  ...['GitHub', 'Repository', 'Workflow', 'Action', 'Actor', 'Commit', 'Branch'],
  ...['EventName', 'BaseRef', 'HeadRef', 'RunId', 'Job', 'TriggeringActor'],
];

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
const KEY = /^[\p{L}\p{N}_.:/=+\-@]{1,128}$/u;
const MAX_TAGS = 50;

/**
 * Lets principals tag the sessions of the role, which is another permission than to assume it. It knows no external id.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function allowSessionTags(arns: readonly string[], tags: SessionTags): Statement {
  const statement: Statement = { Effect: 'Allow', Principal: { AWS: arns }, Action: 'sts:TagSession' };
  return tags === 'any'
    ? statement
    : { ...statement, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': tags } } };
}

/** @param words of a list, at least one */
export function parseSessionTags(words: readonly string[]): Parsed<SessionTags> {
  if (words.includes('*')) return words.length === 1 ? valid('any') : invalid('* alone, or keys of tags');
  const wrong = words.find((word) => !KEY.test(word) || /^aws:/i.test(word) || /^(true|false)$/i.test(word));
  if (wrong !== undefined) {
    return invalid(
      `keys of tags, ${WORKFLOW} for those that this action sets, or * for any, not ${wrong}; a key has at most 128 letters, digits and _.:/=+-@, and does not start with aws:`,
    );
  }
  const keys = words.flatMap((word) => (word === WORKFLOW ? KEYS_OF_WORKFLOWS : [word]));
  const distinct = [...new Set(keys)];
  return distinct.length > MAX_TAGS
    ? invalid(`at most ${MAX_TAGS} keys, as a session has no more tags`)
    : valid(distinct);
}
