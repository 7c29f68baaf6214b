import { isWriting } from './breadth';
import { allowsAction, reachOf } from './reach';
import { namedEntries, type ReadPolicy } from '../../policy/policy';
import { actionsMatching, actionText } from '../../reference/names';
import type { FindingsContext } from '../context';
import { type Problem, SEVERITIES } from '../finding';
import { listed } from '../text';
import { allowsOf } from '../view';

/** What is worst about a role that deploys models, in the order in which it is told. */
const CHANGES = [
  { what: 'overwrite objects in S3, such as models', actions: ['s3:PutObject'] },
  { what: 'delete objects in S3', actions: ['s3:DeleteObject'] },
  {
    what: 'change endpoints',
    actions: ['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint', 'sagemaker:DeleteEndpoint'],
  },
];

/** A policy may name thousands of actions by a pattern. */
const MAX_ASKED = 200;
const MAX_TOLD = 5;

/**
 * Who may run code that nobody has looked at is one thing, and what that code may change is another: one without the other says
 * too little. It is said once for each statement of the trust policy, with the severest of what is wrong about it.
 *
 * @param problems those of the trust policy
 */
export function withChangesByUnreviewedCode(
  problems: readonly Problem[],
  permissions: ReadPolicy,
  context: FindingsContext,
): readonly Problem[] {
  const severest = new Map<number | undefined, Problem>();
  for (const problem of problems.filter(({ rule }) => rule.letsUnreviewedCodeIn)) {
    const known = severest.get(problem.statement?.index);
    if (!known || rank(problem) < rank(known)) severest.set(problem.statement?.index, problem);
  }
  if (severest.size === 0) return problems;
  const changes = changesWords(permissions, context);
  if (changes === '') return problems;
  return problems.map((problem) =>
    severest.get(problem.statement?.index) === problem
      ? { ...problem, message: `${problem.message} So code that nobody has reviewed can ${changes}.` }
      : problem,
  );
}

function rank({ rule }: Problem): number {
  return SEVERITIES.indexOf(rule.severity);
}

/** @returns what the policy allows to change; empty if it only allows to read */
function changesWords(policy: ReadPolicy, context: FindingsContext): string {
  const reach = reachOf(policy, context);
  const isAllowed = (action: string) => allowsAction(policy, action, reach);
  const known = CHANGES.map(({ what, actions }) => ({ what, actions: actions.filter(isAllowed) })).filter(
    ({ actions }) => actions.length > 0,
  );
  if (known.length > 0) return known.map(({ what, actions }) => `${what} (${listed(actions)})`).join('; ');
  const others = allowedOf(policy, isAllowed);
  if (others.length > 0) return `change what the policy names (${listed(others)})`;
  return allowsOf(policy).some(({ actions }) => actions?.not) ? 'change what the policy does not exclude' : '';
}

function allowedOf(policy: ReadPolicy, isAllowed: (action: string) => boolean): string[] {
  const writing = allowsOf(policy)
    .flatMap(({ actions }) => namedEntries(actions))
    .flatMap((entry) => actionsMatching(entry).filter(isWriting).map(actionText));
  const allowed: string[] = [];
  for (const action of [...new Set(writing)].slice(0, MAX_ASKED)) {
    if (allowed.length < MAX_TOLD && isAllowed(action)) allowed.push(action);
  }
  return allowed;
}
