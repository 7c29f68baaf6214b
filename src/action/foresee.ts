import { findingsOfPlan } from './access';
import { assess } from './assess';
import type { Aside } from './beside';
import type { Plan } from './plan';
import type { Request } from '../request/request';

/**
 * What a report will need of the documents that are asked for, worked out before it is known what is there. Most of the plan
 * is as it will be reported: its findings are kept, and the comparison with what is there finds what it needs at hand.
 */
export function foresee({ command }: Request, plan: Plan): readonly Aside[] {
  if (command === 'destroy') return [];
  const { policy, trustPolicy } = plan.component.args;
  const documents = {
    command,
    policy: { after: policy },
    trust: { after: trustPolicy },
    changes: [],
    foreignPolicies: [],
    boundary: {},
  };
  return [() => findingsOfPlan(plan), () => assess(plan.target, documents, [])];
}
