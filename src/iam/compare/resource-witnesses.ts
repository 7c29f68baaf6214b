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
  const fittingArn = ({ preferred, others }: ActionFormats, name: string) =>
    fittingArns([...preferred, ...others]).get(name);

  return ({ actions, familiar, isOpen }, { name, letters }) => {
    // What is known of one action says nothing of the others in its class.
    const withArn = thoseWhose(actions, (formats) => validArn(formats, name) !== undefined);
    const concerned =
      withArn.length > 0 ? withArn : thoseWhose(actions, (formats) => fittingArn(formats, name) !== undefined);
    const candidates = concerned.length > 0 ? concerned : actions;
    const action = familiar.find((each) => candidates.includes(each)) ?? candidates[0]!;
    const formats = formatsOf(action);
    const arn = validArn(formats, name);
    return {
      witness: {
        action: action.name,
        resource: arn ?? fittingArn(formats, name) ?? textOf(letters),
        valid: arn !== undefined,
      },
      actions: candidates.map((each) => each.name),
      hasEffect: concerned.length > 0 || isOpen || budget.isSpent,
    };
  };
}

/** @returns the actions whose formats fit, or are not known for sure; many actions have the same ones */
function thoseWhose(actions: readonly KnownAction[], fit: (formats: ActionFormats) => boolean): readonly KnownAction[] {
  const results = new Map<string, boolean>();
  return actions.filter((action) => {
    const { formats, key } = keyedFormatsOf(action);
    const known = results.get(key) ?? (!formats.complete || fit(formats));
    results.set(key, known);
    return known;
  });
}

interface KeyedFormats {
  readonly formats: ActionFormats;
  /** The same for the same formats. */
  readonly key: string;
}

/** Of the hundreds of actions of a pattern, which each class of resources asks for. */
const KEYED = new WeakMap<KnownAction, KeyedFormats>();

function keyedFormatsOf(action: KnownAction): KeyedFormats {
  const known = KEYED.get(action);
  if (known) return known;
  const formats = formatsOf(action);
  const keyed = { formats, key: [...formats.preferred, '', ...formats.others].join('\n') };
  KEYED.set(action, keyed);
  return keyed;
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
