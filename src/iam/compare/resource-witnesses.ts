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

  const choose = chooser();

  return ({ actions, familiar, isOpen }, { name, letters }) => {
    // What is known of one action says nothing of the others in its class.
    const withArn = choose(actions, (formats) => validArn(formats, name) !== undefined);
    const concerned =
      withArn.actions.length > 0 ? withArn : choose(actions, (formats) => fittingArn(formats, name) !== undefined);
    const candidates = concerned.actions.length > 0 ? concerned : choose(actions, () => true);
    const action = familiar.find((each) => candidates.actions.includes(each)) ?? candidates.actions[0]!;
    const formats = formatsOf(action);
    const arn = validArn(formats, name);
    return {
      witness: {
        action: action.name,
        resource: arn ?? fittingArn(formats, name) ?? textOf(letters),
        valid: arn !== undefined,
      },
      actions: candidates.names,
      hasEffect: concerned.actions.length > 0 || isOpen || budget.isSpent,
    };
  };
}

interface Chosen {
  readonly actions: readonly KnownAction[];
  readonly names: readonly string[];
}

/**
 * Chooses the actions whose formats fit, or are not known for sure. A pattern stands for hundreds of actions with a few formats
 * between them, and each class of resources asks for them: the same choice is the same object.
 */
function chooser(): (actions: readonly KnownAction[], fit: (formats: ActionFormats) => boolean) => Chosen {
  const kindsOfActions = new Map<readonly KnownAction[], ReadonlyMap<string, ActionFormats>>();
  const chosen = new Map<readonly KnownAction[], Map<string, Chosen>>();
  return (actions, fit) => {
    const kinds = kindsOfActions.get(actions) ?? new Map(actions.map((action) => [kindOf(action), formatsOf(action)]));
    kindsOfActions.set(actions, kinds);
    const fitting = new Set(
      [...kinds].filter(([, formats]) => !formats.complete || fit(formats)).map(([kind]) => kind),
    );
    const choices = chosen.get(actions) ?? new Map<string, Chosen>();
    chosen.set(actions, choices);
    const key = [...fitting].join('\n\n');
    const known = choices.get(key) ?? chosenOf(actions.filter((action) => fitting.has(kindOf(action))));
    choices.set(key, known);
    return known;
  };
}

function chosenOf(actions: readonly KnownAction[]): Chosen {
  return { actions, names: actions.map(({ name }) => name) };
}

/** The same for actions with the same formats. */
function kindOf(action: KnownAction): string {
  const { preferred, others, complete } = formatsOf(action);
  return [String(complete), ...preferred, '', ...others].join('\n');
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
