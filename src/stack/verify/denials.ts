import { checkAccessNotGranted, checkNoNewAccess } from './policy-checks';
import type { AccessTest } from '../../iam/expectations/access-test';
import { denialQuestion, type DenialVerdict, denialVerdict } from '../../iam/verify/denials';
import type { AwsSettings } from '../aws';

/** Each is a call that costs, and AWS throttles whoever makes many at once. */
const AT_ONCE = 3;

/**
 * Asks AWS to prove what a policy is expected not to allow, one call for each test. It never throws: why there is no
 * answer is the answer.
 *
 * @param policy the identity policy, as JSON
 * @returns a verdict for each of them, in their order
 */
export async function proveDenials(
  policy: string,
  tests: readonly AccessTest[],
  settings: AwsSettings,
): Promise<readonly DenialVerdict[]> {
  const verdicts: DenialVerdict[] = [];
  const left = [...tests.entries()];
  const next = async () => {
    for (let each = left.shift(); each; each = left.shift()) {
      const [index, test] = each;
      verdicts[index] = await prove(policy, test, settings);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return verdicts;
}

async function prove(policy: string, test: AccessTest, settings: AwsSettings): Promise<DenialVerdict> {
  const question = denialQuestion(test);
  if ('unasked' in question) return { state: 'unknown', why: question.unasked };
  const answer =
    question.check === 'access-not-granted'
      ? await checkAccessNotGranted(policy, question, settings)
      : await checkNoNewAccess('permissions', { before: JSON.stringify(question.existing), after: policy }, settings);
  return denialVerdict(answer);
}
