import { checkAccessNotGranted, checkNoNewAccess } from './policy-checks';
import { denialQuestion, type DenialVerdict, denialVerdict, type ExpectedDenial } from '../../iam/verify/denials';
import type { AwsSettings } from '../aws';

/** Each is a call that costs, and AWS throttles whoever makes many at once. */
const AT_ONCE = 3;

/**
 * Asks AWS to prove what a policy is expected not to allow, one call for each expectation. It never throws: why there is no
 * answer is the answer.
 *
 * @param policy the identity policy, as JSON
 * @returns a verdict by the name of each expectation
 */
export async function proveDenials(
  policy: string,
  expected: readonly ExpectedDenial[],
  settings: AwsSettings,
): Promise<ReadonlyMap<string, DenialVerdict>> {
  const verdicts = new Map<string, DenialVerdict>();
  const left = [...expected];
  const next = async () => {
    for (let each = left.shift(); each; each = left.shift()) {
      verdicts.set(each.name, await prove(policy, each, settings));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return new Map(expected.map(({ name }) => [name, verdicts.get(name)!]));
}

async function prove(policy: string, expected: ExpectedDenial, settings: AwsSettings): Promise<DenialVerdict> {
  const question = denialQuestion(expected);
  if ('unasked' in question) return { state: 'unknown', why: question.unasked };
  const answer =
    question.check === 'access-not-granted'
      ? await checkAccessNotGranted(policy, question, settings)
      : await checkNoNewAccess('permissions', { before: JSON.stringify(question.existing), after: policy }, settings);
  return denialVerdict(answer);
}
