import type { CheckReason } from '../../verify/check-answer';
import type { Disagreement } from '../../verify/simulator-verdict';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';

const SIMULATOR_DISAGREES: Rule = {
  id: 'simulator-disagrees',
  severity: 'security',
  title: "AWS's policy simulator says something else than this report.",
  why: 'One of the two is wrong about what the role may do. What was reviewed is then perhaps not what AWS does.',
  fix: 'Try the request in the account before you rely on either, and report it as an error of this Action, with the policy.',
  documentation: PAGES.simulator,
};

const PUBLIC_TRUST: Rule = {
  id: 'public-trust',
  severity: 'security',
  title: 'AWS says that the trust policy may let everybody in.',
  why: 'Whoever can assume the role, from whatever account, may do all that its policy allows.',
  fix: 'Name who may assume the role, or add a condition that only they meet.',
  documentation: PAGES.policyChecks,
};

/** What is found only where AWS is asked by the input `verify`. */
export const VERIFIED_RULES: readonly Rule[] = [SIMULATOR_DISAGREES, PUBLIC_TRUST];

export function disagreement({ action, resources, context, ours, aws }: Disagreement): Problem {
  const on = resources[0] === '*' ? '' : ` on ${listed(resources)}`;
  const given = context.map(({ key, values }) => `${key} = ${listed(values)}`).join(', ');
  const when = given ? ` if ${given}` : '';
  return {
    rule: SIMULATOR_DISAGREES,
    message: `${action}${on}${when} is ${aws} by AWS's simulator, and ${ours} by this report.`,
  };
}

export function publicTrust(reasons: readonly CheckReason[]): Problem {
  const [first] = reasons;
  const said = first ? ` It says: ${quoted(first.description)}` : '';
  return {
    rule: PUBLIC_TRUST,
    ...(first?.statement && { statement: first.statement }),
    message: `IAM Access Analyzer can not rule out that everybody may assume the role.${said}`,
  };
}
