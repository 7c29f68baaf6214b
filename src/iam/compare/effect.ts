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

/** Texts of classes of resources by the ARN patterns of resources that they have. */
type ExamplesByPattern = ReadonlyMap<string, Letters>;

/**
 * @param axis of resources, given the ARN patterns that they can have
 * @param classes of all actions that are asked about
 * @param effort once it is spent, not all is known, and whatever is not known to have no effect counts as having one
 */
export function effects(
  axis: (arnPatterns: readonly Tokens[]) => Axis<ComparedStatement>,
  classes: readonly ActionClass[],
  effort: Effort,
): (actions: ActionClass, resources: AxisClass<ComparedStatement>) => Effect {
  const textsOfClass = examplesByPattern(axis, classes, effort);
  const choices = new Map<ActionClass, Choice>();
  return (actions, { name, letters }) => {
    const texts = textsOfClass(name);
    const choose = choices.get(actions) ?? choiceAmong(actions.actions);
    choices.set(actions, choose);

    const effectOf = (kind: Effect['kind'], chosen: readonly string[]): Effect => {
      const action = actions.familiar.find((each) => chosen.includes(each)) ?? chosen[0]!;
      const { arnPatterns, standIns } = resourcesOfAction(action);
      const resource = shortest(arnPatterns, texts) ?? shortest(standIns.map(keyOfStandIn), texts) ?? letters;
      return { kind, actions: chosen, witness: { action, resource: textOf(resource) } };
    };
    const affected = choose((resources) => keysOf(resources).some((arnPattern) => texts.has(arnPattern)));
    if (affected.length > 0) return effectOf('some', affected);
    // Examples tell nothing of the actions that they stand for.
    if (actions.isOpen || effort.isSpent) return effectOf('some', actions.actions);
    const undecided = choose((resources) => resources.undecided.some((arnPattern) => texts.has(arnPattern)));
    return undecided.length > 0 ? effectOf('undecided', undecided) : effectOf('none', actions.actions);
  };
}

function shortest(arnPatterns: readonly string[], texts: ExamplesByPattern): Letters | undefined {
  const found = arnPatterns.map((arnPattern) => texts.get(arnPattern)).filter((text) => text !== undefined);
  return found.sort((a, b) => a.length - b.length)[0];
}

function examplesByPattern(
  axis: (arnPatterns: readonly Tokens[]) => Axis<ComparedStatement>,
  classes: readonly ActionClass[],
  effort: Effort,
): (className: string) => ExamplesByPattern {
  const patterns = tokensOfPatterns(classes);
  const keys = [...patterns.keys()];
  const found = axis([...patterns.values()]).patternsOfClasses(effort);
  return remembering(
    (className: string) =>
      new Map([...(found.get(className) ?? [])].map(([index, letters]): [string, Letters] => [keys[index]!, letters])),
  );
}

/** The ARN patterns of all resources that actions can be about. */
function tokensOfPatterns(classes: readonly ActionClass[]): ReadonlyMap<string, Tokens> {
  const resources = new Set(classes.flatMap(({ actions }) => actions.map((action) => resourcesOfAction(action))));
  return new Map(
    [...resources].flatMap(({ arnPatterns, standIns, undecided }) => [
      ...[...arnPatterns, ...undecided].map((arnPattern): [string, Tokens] => [
        arnPattern,
        referenceGlob(arnPattern).tokens,
      ]),
      ...standIns.map((text): [string, Tokens] => [keyOfStandIn(text), codeUnits(text)]),
    ]),
  );
}

function keysOf({ arnPatterns, standIns }: ActionResources): string[] {
  return [...arnPatterns, ...standIns.map(keyOfStandIn)];
}

/** It is no pattern, although it can look like one. */
function keyOfStandIn(text: string): string {
  return `the text ${text}`;
}

/** Chooses actions by what they are about: the same object for the same choice. */
type Choice = (isChosen: (resources: ActionResources) => boolean) => readonly string[];

/** A pattern stands for hundreds of actions with a few ARN patterns between them, and each class of resources asks for them. */
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
