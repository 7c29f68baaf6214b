import type { ContextEntry } from './context-entry';
import type { SimulatorQuestion } from './simulator-questions';
import { groupBy } from '../../shared/group-by';

/** One request to the simulator: it says of every action what comes of it on every resource. */
export interface SimulatorCall {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
}

/** IAM names no limit but that of a page of answers; more than this in one request is slow. */
const MAX_ACTIONS = 25;
const MAX_RESOURCES = 25;

/**
 * As few requests as the questions can be asked with. Actions stand together only where they are asked about the same
 * resources, so that none is asked about a resource that it is never about: AWS refuses some of these.
 */
export function simulatorCalls(
  questions: readonly Pick<SimulatorQuestion, 'action' | 'resources' | 'context'>[],
): SimulatorCall[] {
  return groupBy(questions, ({ context }) => JSON.stringify(context)).flatMap((alike) => {
    const { context } = alike[0]!;
    const ofActions = groupBy(alike, ({ action }) => action).map((same) => ({
      action: same[0]!.action,
      resources: [...new Set(same.flatMap(({ resources }) => resources))].sort(),
    }));
    return groupBy(ofActions, ({ resources }) => JSON.stringify(resources)).flatMap((group) =>
      inParts(group[0]!.resources, MAX_RESOURCES).flatMap((resources) =>
        inParts(
          group.map(({ action }) => action),
          MAX_ACTIONS,
        ).map((actions) => ({ actions, resources, context })),
      ),
    );
  });
}

function inParts<T>(items: readonly T[], size: number): (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
