import type { Change } from './change';
import { changesSince, present, type Properties } from './property-changes';

/** The type of the component that holds the policy, the role and their attachment. */
export const COMPONENT = 'model-deployment-iam:index:ModelDeploymentAccess';

/** What the component of the stack had as a run of the engine began, by URN. */
export type Beginning = ReadonlyMap<string, Properties>;

/** A resource as it stands in the stack's state. */
export interface HadResource {
  readonly urn: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
}

export function beginningOf(resources: readonly HadResource[]): Beginning {
  const parts = resources.filter(({ urn }) => isOfComponent(urn));
  return new Map(parts.map(({ urn, inputs = {}, outputs = {} }) => [urn, present({ inputs, outputs })!]));
}

/** Whether a resource is of the component, and not the component itself. */
export function isOfComponent(urn: string): boolean {
  return urn.includes(`::${COMPONENT}$`);
}

/** @returns what became of the resources between two runs, as far as it bears on what the role may do; none if nothing did */
export function changesBetween(shown: Beginning, now: Beginning): Change[] {
  return [...new Set([...shown.keys(), ...now.keys()])].flatMap((urn) => {
    const [before, after] = [shown.get(urn), now.get(urn)];
    const operation = !before ? 'create' : !after ? 'delete' : 'update';
    const properties = changesSince(before, after);
    if (operation === 'update' && properties.length === 0) return [];
    const [type, resource] = urn.split('::').slice(-2) as [string, string];
    return [{ type: type.split('$').at(-1)!, resource, urn, operation, status: 'drifted' as const, properties }];
  });
}
