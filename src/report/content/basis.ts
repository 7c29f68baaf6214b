import type { Change } from '../../stack/change';
import { type Block, paragraph } from '../block';
import { code, type Part, small, type Words, words } from '../inline';
import type { RoleReport } from '../model';
import { ROLE } from '../role-settings';
import { shortened } from '../visible';

const MAX_ARN = 300;

/** What the answer rests on, for whoever has to judge it: the boundary, and what is not counted. */
export function basisSection({ boundary, assessment, comparedWith, policy, trust, changes }: RoleReport): Block[] {
  if (!assessment) return [];
  const from = comparedWith === 'aws' ? 'what AWS has' : 'the state of the last run, not with what AWS has';
  // Of a role that is gone, or was not made, there is nothing to say.
  const isThere = (policy.after ?? trust.after) !== undefined && !changes.some(isUnmade);
  const parts: Part[] = [
    `Compared with ${from}.`,
    ...(boundary && isThere ? [boundaryWords(boundary, assessment.matrix.boundary === 'counted')] : []),
    'Not counted: policies of the organisation (SCPs, RCPs), which may deny some of it, and those of buckets, keys and other resources, which may also allow more.',
  ];
  return [paragraph([small(parts.flatMap((part, index) => words`${index > 0 ? ' ' : ''}${part}`))])];
}

/** A role that is yet to be made is told of as it is to be. */
function isUnmade({ type, operation, status }: Change): boolean {
  return type === ROLE && operation === 'create' && ['failed', 'not-reached', 'not-started'].includes(status);
}

function boundaryWords({ before, after }: NonNullable<RoleReport['boundary']>, isCounted: boolean): Words {
  if (!after) {
    return before
      ? words`Permissions boundary: none any more; before, it was ${named(before.arn)}.`
      : words`Permissions boundary: none.`;
  }
  return isCounted
    ? words`Permissions boundary ${named(after.arn)}: looked at, and counted.`
    : words`Permissions boundary ${named(after.arn)}: not looked at, so all this is as if there were none.`;
}

function named(arn: string): Part {
  return code(shortened(arn, MAX_ARN));
}
