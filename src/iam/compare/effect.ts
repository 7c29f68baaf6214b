import type { ActionClass } from './action-class';
import type { Axis, AxisClass, Letters } from './axis';
import type { PermissionWitness } from './difference';
import type { Effort } from './effort';
import type { ComparedStatement } from './statement';
import { groupBy } from '../../shared/group-by';
import { remembering } from '../../shared/memoize';
import type { Tokens } from '../glob/glob';
import { codeUnits, textOf } from '../glob/glob';
import { referenceGlob } from '../glob/reference-pattern';
import { type ActionResources, resourcesOfAction } from '../reference/action-resources';

/** What it comes to that statements name resources of one class for actions of another. */
export interface Effect {
  /**
   * `some` if one of the actions can be about such a resource, `none` if not; `undecided` if the actions have no resources, and
   * nothing is known of what comes of statements that name some.
   */
  readonly kind: 'some' | 'undecided' | 'none';
  /** The actions that this is true of. */
  readonly actions: readonly string[];
  readonly witness: PermissionWitness;
}

/** Texts of classes of resources by the forms of resources that they have. */
type TextsByForm = ReadonlyMap<string, Letters>;

/**
 * @param axis of resources, given the forms that they can have
 * @param classes of all actions that are asked about
 * @param effort once it is spent, not all is known, and whatever is not known to have no effect counts as having one
 */
export function effects(
  axis: (forms: readonly Tokens[]) => Axis<ComparedStatement>,
  classes: readonly ActionClass[],
  effort: Effort,
): (actions: ActionClass, resources: AxisClass<ComparedStatement>) => Effect {
  const textsOfClass = textsByForm(axis, classes, effort);
  const choices = new Map<ActionClass, Choice>();
  return (actions, { name, letters }) => {
    const texts = textsOfClass(name);
    const choose = choices.get(actions) ?? choiceAmong(actions.actions);
    choices.set(actions, choose);

    const effectOf = (kind: Effect['kind'], chosen: readonly string[]): Effect => {
      const action = actions.familiar.find((each) => chosen.includes(each)) ?? chosen[0]!;
      const { arnPatterns, standIns } = resourcesOfAction(action);
      const resource = shortest(arnPatterns, texts) ?? shortest(standIns.map(formOfStandIn), texts) ?? letters;
      return { kind, actions: chosen, witness: { action, resource: textOf(resource) } };
    };
    const affected = choose((resources) => formsOf(resources).some((form) => texts.has(form)));
    if (affected.length > 0) return effectOf('some', affected);
    // Examples tell nothing of the actions that they stand for.
    if (actions.isOpen || effort.isSpent) return effectOf('some', actions.actions);
    const undecided = choose((resources) => resources.undecided.some((form) => texts.has(form)));
    return undecided.length > 0 ? effectOf('undecided', undecided) : effectOf('none', actions.actions);
  };
}

function shortest(forms: readonly string[], texts: TextsByForm): Letters | undefined {
  const found = forms.map((form) => texts.get(form)).filter((text) => text !== undefined);
  return found.sort((a, b) => a.length - b.length)[0];
}

function textsByForm(
  axis: (forms: readonly Tokens[]) => Axis<ComparedStatement>,
  classes: readonly ActionClass[],
  effort: Effort,
): (className: string) => TextsByForm {
  const forms = tokensOfForms(classes);
  const names = [...forms.keys()];
  const found = axis([...forms.values()]).formsOfClasses(effort);
  return remembering(
    (className: string) =>
      new Map([...(found.get(className) ?? [])].map(([form, letters]): [string, Letters] => [names[form]!, letters])),
  );
}

/** The forms of all resources that actions can be about. */
function tokensOfForms(classes: readonly ActionClass[]): ReadonlyMap<string, Tokens> {
  const resources = new Set(classes.flatMap(({ actions }) => actions.map((action) => resourcesOfAction(action))));
  return new Map(
    [...resources].flatMap(({ arnPatterns, standIns, undecided }) => [
      ...[...arnPatterns, ...undecided].map((form): [string, Tokens] => [form, referenceGlob(form).tokens]),
      ...standIns.map((text): [string, Tokens] => [formOfStandIn(text), codeUnits(text)]),
    ]),
  );
}

function formsOf({ arnPatterns, standIns }: ActionResources): string[] {
  return [...arnPatterns, ...standIns.map(formOfStandIn)];
}

/** It is no pattern, although it can look like one. */
function formOfStandIn(text: string): string {
  return `the text ${text}`;
}

/** Chooses actions by what they are about: the same object for the same choice. */
type Choice = (isChosen: (resources: ActionResources) => boolean) => readonly string[];

/** A pattern stands for hundreds of actions with a few forms between them, and each class of resources asks for them. */
function choiceAmong(actions: readonly string[]): Choice {
  const kinds = groupBy(actions, (action) => JSON.stringify(resourcesOfAction(action)));
  const known = new Map<string, readonly string[]>();
  return (isChosen) => {
    const chosen = kinds.filter(([sample]) => isChosen(resourcesOfAction(sample!)));
    const key = chosen.map(([sample]) => sample).join();
    const names = new Set(chosen.flat());
    const list = known.get(key) ?? actions.filter((action) => names.has(action));
    known.set(key, list);
    return list;
  };
}
