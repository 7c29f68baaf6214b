import type { Axis, AxisClass } from './axis';
import type { Budget } from './budget';
import type { PermissionWitness } from './difference';
import type { ActionClass, KnownAction } from './known-action';
import { anyName, machinesWith } from './machine';
import { type ActionFormats, formatsOfAction, formatsOfTable, hasValidNames, parseFormat } from './resource-format';
import { shortestArns } from './resource-witness';
import type { ComparedStatement } from './statement';
import { textOf } from '../glob';

type Resources = AxisClass<ComparedStatement>;

export interface Example {
  readonly witness: PermissionWitness;
  /** The actions that can be about such a resource; those of the class if there is none. */
  readonly actions: readonly string[];
  /** Whether one of the actions can be about such a resource, if it existed. */
  readonly hasEffect: boolean;
}

/** Gives examples of requests: actions of one class on resources of another. */
export type ResourceWitnesses = (actions: ActionClass, resources: Resources) => Example;

type Arns = ReadonlyMap<string, string>;

/**
 * @param relevant the classes of resources that examples are wanted of
 * @param entries of the statements, whose regions are taken as valid
 */
export function resourceWitnesses(
  axis: Pick<Axis<unknown>, 'automaton' | 'nameOfState'>,
  relevant: readonly Resources[],
  entries: readonly string[],
  budget: Budget,
): ResourceWitnesses {
  const wanted = new Set(relevant.map(({ name }) => name));
  const valid = machinesWith(entries.flatMap(regionsIn));
  const validArns = searchOnce((formats) => {
    const parsed = formats.map((format) => parseFormat(format, valid));
    return shortestArns(axis, parsed, wanted, hasValidNames, budget);
  });
  const fittingArns = searchOnce((formats) => {
    const parsed = formats.map((format) => parseFormat(format, anyName));
    return shortestArns(axis, parsed, wanted, () => true, budget);
  });
  const validArn = ({ preferred, others }: ActionFormats, name: string) =>
    validArns(preferred).get(name) ?? (others.length > 0 ? validArns(others).get(name) : undefined);

  return ({ actions, witness: familiar }, { name, letters }) => {
    // Where a table tells what an action is about, it can turn out that nothing of this is for it.
    const concerned = actions.filter((action) => !action.resources || validArn(formatsOf(action), name) !== undefined);
    const action = concerned.includes(familiar) ? familiar : (concerned[0] ?? familiar);
    const formats = formatsOf(action);
    const arn = validArn(formats, name);
    const fitting = arn ?? fittingArns([...formats.preferred, ...formats.others]).get(name);
    return {
      witness: { action: action.name, resource: fitting ?? textOf(letters), valid: arn !== undefined },
      actions: (concerned.length > 0 ? concerned : actions).map((each) => each.name),
      hasEffect: fitting !== undefined || !formats.complete || budget.isSpent,
    };
  };
}

function formatsOf({ name, resources }: KnownAction): ActionFormats {
  return resources ? formatsOfTable(resources) : formatsOfAction(name);
}

function searchOnce(search: (formats: readonly string[]) => Arns): (formats: readonly string[]) => Arns {
  const results = new Map<string, Arns>();
  return (formats) => {
    const key = formats.join('\n');
    const known = results.get(key) ?? search(formats);
    results.set(key, known);
    return known;
  };
}

/** Regions that an entry names as such, without wildcards. */
function regionsIn(entry: string): readonly string[] {
  const region = entry.split(':')[3] ?? '';
  return /^[a-z0-9-]+$/.test(region) ? [region] : [];
}
