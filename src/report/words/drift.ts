import type { Change } from '../../stack/change';

/** What to do about drift, in a sentence for each kind of it. Plain text. */
export function driftNext(changes: readonly Change[]): string {
  const drifted = changes.filter(({ status }) => status === 'drifted');
  const isOfOthers = ({ operation }: Change) => operation === 'create';
  return [
    ...(drifted.some((change) => !isOfOthers(change))
      ? ['CloudTrail shows who did it. `up` undoes it; to keep it, change the inputs.']
      : []),
    ...(drifted.some(isOfOthers)
      ? ['`up` leaves the policies that others have put on the role: take them off in IAM, or leave them there.']
      : []),
    ...(changes.some(({ status }) => status === 'missing')
      ? ['`up` makes what is missing, or takes over what IAM has of it.']
      : []),
  ].join(' ');
}
