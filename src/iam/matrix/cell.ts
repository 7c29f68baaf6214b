import { withVariablesAsConditions } from './variables';
import type { ChangeOfConditions, conditionsAt } from '../compare/conditions-at';
import { evaluate } from '../evaluate/evaluate';
import { compiled, type CompiledPolicy } from '../evaluate/policy';
import { readWellFormed, type WellFormedPolicy } from '../policy/well-formed';
import { resourcesOfAction } from '../reference/action-resources';

/**
 * `conditional`: whether it is allowed depends on more of the request than action and resource; `undecided`: that is not known
 * of AWS.
 */
export type Access = 'allowed' | 'conditional' | 'undecided' | 'denied';

export interface MatrixCell {
  readonly now: Access;
  /** The same before the change; there is none if there was no policy. */
  readonly before?: Access;
  /** Where it is conditional before and after: what becomes of the conditions, if something does. */
  readonly conditions?: ChangeOfConditions;
  /** That the policy would allow more now, and the permissions boundary does not. */
  readonly byBoundary?: boolean;
}

/** A policy with every condition taken for false where it grants and for true where it denies, and the other way around. */
interface Extremes {
  readonly least: CompiledPolicy;
  readonly most: CompiledPolicy;
}

/** What decides on one side of the change. */
interface Side {
  readonly policy: Extremes;
  readonly boundary?: Extremes;
}

interface Sides {
  readonly before?: Side;
  readonly now: Side;
  readonly conditions: ReturnType<typeof conditionsAt>;
}

export function sideOf(document: unknown, boundary: WellFormedPolicy | undefined): Side {
  const policy = readWellFormed(document, 'identity');
  return {
    policy: extremesOf(policy.ok ? policy.value : undefined),
    ...(boundary && { boundary: extremesOf(boundary) }),
  };
}

function extremesOf(policy: WellFormedPolicy | undefined): Extremes {
  const { statements } = policy ? compiled(withVariablesAsConditions(policy)) : { statements: [] };
  const unconditional = (counts: 'Allow' | 'Deny') => ({
    statements: statements
      .filter(({ effect, conditions }) => effect === counts || conditions.length === 0)
      .map((statement) => ({ ...statement, conditions: [] })),
  });
  return { least: unconditional('Deny'), most: unconditional('Allow') };
}

export function cellOf(action: string, resources: readonly string[], { before, now, conditions }: Sides): MatrixCell {
  const access = accessOf(now, action, resources);
  const isByBoundary = now.boundary !== undefined && access !== accessOf({ policy: now.policy }, action, resources);
  const cell = {
    now: access,
    ...(before && { before: accessOf(before, action, resources) }),
    ...(isByBoundary && { byBoundary: true }),
  };
  const isConditional = cell.now === 'conditional' && cell.before === 'conditional';
  return isConditional ? withConditions(cell, conditions, action, resources) : cell;
}

/** Of an action on several resources, what becomes of the conditions on each of them counts. */
function withConditions(
  cell: MatrixCell,
  conditions: Sides['conditions'],
  action: string,
  resources: readonly string[],
): MatrixCell {
  const texts = resources.flatMap((each) => (each === '*' ? ['*', ...resourcesOfAction(action).standIns] : [each]));
  const changes = new Set(texts.map((resource) => conditions(action, resource)).filter((each) => each !== undefined));
  const [only] = changes;
  return only ? { ...cell, conditions: changes.size > 1 ? 'changed' : only } : cell;
}

function accessOf({ policy, boundary }: Side, action: string, resources: readonly string[]): Access {
  const decisionOf = (extreme: keyof Extremes) =>
    evaluate({ action, resources }, { identity: [policy[extreme]], boundary: boundary?.[extreme] }).decision;
  if (decisionOf('least') === 'allowed') return 'allowed';
  const perhaps = decisionOf('most');
  if (perhaps === 'allowed') return 'conditional';
  return perhaps === 'undecided' ? 'undecided' : 'denied';
}
