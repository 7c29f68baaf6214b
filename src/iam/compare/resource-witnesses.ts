import type { Axis, AxisClass } from './axis';
import type { Budget } from './budget';
import type { PermissionWitness } from './difference';
import type { ActionClass, KnownAction } from './known-action';
import { anyName, machinesWith } from './machine';
import { type ActionFormats, formatsOfAction, formatsOfTable, hasValidNames, parseFormat } from './resource-format';
import { shortestArns } from './resource-witness';
import type { ComparedStatement } from './statement';
import { remembering } from '../../shared/memoize';
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
  const validArns = remembering((...formats: readonly string[]) => {
    const parsed = formats.map((format) => parseFormat(format, valid));
    return shortestArns(axis, parsed, wanted, hasValidNames, budget);
  });
  const fittingArns = remembering((...formats: readonly string[]) => {
    const parsed = formats.map((format) => parseFormat(format, anyName));
    return shortestArns(axis, parsed, wanted, () => true, budget);
  });
  const validArn = ({ preferred, others }: ActionFormats, name: string) =>
    validArns(...preferred).get(name) ?? (others.length > 0 ? validArns(...others).get(name) : undefined);
  const fittingArn = ({ preferred, others }: ActionFormats, name: string) =>
    fittingArns(...preferred, ...others).get(name);
  const choices = new Map<readonly KnownAction[], Choice>();

  return ({ actions, familiar, isOpen }, { name, letters }) => {
    const choose = choices.get(actions) ?? choiceAmong(actions);
    choices.set(actions, choose);
    // What is known of one action says nothing of the others in its class.
    const withArn = choose((formats) => validArn(formats, name) !== undefined);
    const concerned =
      withArn.actions.length > 0 ? withArn : choose((formats) => fittingArn(formats, name) !== undefined);
    const candidates = concerned.actions.length > 0 ? concerned : choose(() => true);
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

/** Chooses the actions whose formats fit, or are not known for sure: the same object for the same choice. */
type Choice = (fit: (formats: ActionFormats) => boolean) => Chosen;

/** A pattern stands for hundreds of actions with a few formats between them, and each class of resources asks for them. */
function choiceAmong(actions: readonly KnownAction[]): Choice {
  const kinds = new Map(actions.map((action) => [kindOf(action), formatsOf(action)]));
  const ofKinds = remembering((...fitting: readonly string[]): Chosen => {
    const chosen = actions.filter((action) => fitting.includes(kindOf(action)));
    return { actions: chosen, names: chosen.map(({ name }) => name) };
  });
  return (fit) => {
    const fitting = [...kinds].filter(([, formats]) => !formats.complete || fit(formats));
    return ofKinds(...fitting.map(([kind]) => kind));
  };
}

/** The same for actions with the same formats. */
function kindOf(action: KnownAction): string {
  const { preferred, others, complete } = formatsOf(action);
  return [String(complete), ...preferred, '', ...others].join('\n');
}

function formatsOf({ name, resources }: KnownAction): ActionFormats {
  return resources ? formatsOfTable(resources) : formatsOfAction(name);
}

/** Regions that an entry names as such, without wildcards. */
function regionsIn(entry: string): readonly string[] {
  const region = entry.split(':')[3] ?? '';
  return /^[a-z0-9-]+$/.test(region) ? [region] : [];
}
