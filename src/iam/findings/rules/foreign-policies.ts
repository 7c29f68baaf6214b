import type { Selection, ReadStatement } from '../../policy/policy';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, viewOf } from '../view';

const POLICY_OF_OTHERS: Rule = {
  id: 'policy-of-others',
  severity: 'security',
  title: 'The role has a policy that is not of this stack.',
  why: 'A role may do what all of its policies allow together, so what was reviewed is not all that it may do. Whoever put the policy there needs no pull request to change it.',
  fix: 'Take it off the role. What it is needed for belongs into extra-statements, where it is reviewed.',
  documentation: PAGES.managedAndInline,
};

const DENIAL_OF_OTHERS: Rule = {
  id: 'denial-of-others',
  severity: 'warning',
  title: 'The role has a policy that is not of this stack; it only denies.',
  why: 'A denial of any policy outweighs what the others allow, so the role may do less than what was reviewed.',
  fix: 'Take it off the role, or leave it if it is meant.',
  documentation: PAGES.managedAndInline,
};

export const FOREIGN_POLICY_RULES: readonly Rule[] = [POLICY_OF_OTHERS, DENIAL_OF_OTHERS];

/** A policy on the role that the stack did not put there. */
export interface ForeignPolicyDocument {
  /** `inline`: part of the role. `attached`: a managed policy. */
  readonly kind: 'inline' | 'attached';
  /** The name of an inline policy, the ARN of an attached one. */
  readonly name: string;
  /** As parsed JSON; absent where it could not be read. */
  readonly document?: unknown;
}

/** What there is to say of each policy of others. */
export function checkForeignPolicies(policies: readonly ForeignPolicyDocument[]): Problem[] {
  return policies.map(({ kind, name, document }) => {
    const what = `The ${kind === 'inline' ? 'inline policy' : 'attached policy'} ${quoted(name)}`;
    if (document === undefined) {
      return {
        rule: POLICY_OF_OTHERS,
        policy: name,
        message: `${what} is not of this stack, and what it allows could not be read.`,
      };
    }
    const policy = viewOf(document, 'identity');
    const allows = allowsOf(policy);
    // A statement that can't be read may allow something.
    const isOnlyDenying = policy.statements.length > 0 && policy.statements.every(({ effect }) => effect === 'Deny');
    if (isOnlyDenying) {
      return { rule: DENIAL_OF_OTHERS, policy: name, message: `${what} is not of this stack. It only denies.` };
    }
    return { rule: POLICY_OF_OTHERS, policy: name, message: `${what} is not of this stack. ${allowsWords(allows)}` };
  });
}

function allowsWords(allows: readonly ReadStatement[]): string {
  if (allows.length === 0) return 'What it allows can not be told.';
  const actions = [...new Set(allows.flatMap(({ actions: selection }) => entriesOf(selection)))];
  const resources = [...new Set(allows.flatMap(({ resources: selection }) => entriesOf(selection)))];
  const isNegated = allows.some(({ actions: a, resources: r }) => a?.not || r?.not);
  return `It allows ${isNegated ? 'all but what it excepts' : `${listed(actions)} on ${listed(resources)}`}.`;
}

function entriesOf(selection: Selection<string> | undefined): readonly string[] {
  return selection?.entries ?? [];
}
