import type { ActionClass } from './action-class';
import { stateAfter } from './automaton';
import { type Axis, type AxisClass, axisOf } from './axis';
import { withoutCovered } from './covered';
import type { PermissionDifference, UnchangedPermission } from './difference';
import { exceptions, explanationOf, type Found } from './differences';
import { type Effect, effects } from './effect';
import type { Effort } from './effort';
import { allowing, judge, type Judgement } from './judgement';
import { narrowestEntry } from './narrowest';
import type { ComparedStatement } from './statement';
import { RESOURCE_FORMS } from './tokens';
import { groupBy } from '../../shared/group-by';
import { actionGlob } from '../glob/action-pattern';
import type { Tokens } from '../glob/glob';
import { codeUnits } from '../glob/glob';
import { resourceGlob } from '../glob/resource-pattern';
import type { Selection } from '../policy/policy';

/** Classes of actions that are named by the same statements, so that they have their resources in common. */
export interface Group {
  readonly statements: readonly ComparedStatement[];
  readonly classes: readonly ActionClass[];
}

/** What the comparison of all groups shares. */
export interface Work {
  readonly effort: Effort;
  /** For telling whether differences have an effect. */
  readonly formEffort: Effort;
}

type Judgements = readonly Judgement<ComparedStatement>[];

interface Judged {
  readonly resources: AxisClass<ComparedStatement>;
  readonly judgements: Judgements;
  /** The statements by which both documents allow the same, if they do. */
  readonly unchanged: readonly ComparedStatement[];
}

interface Row extends Judged {
  readonly actions: ActionClass;
  readonly effect: Effect;
}

/** Compares what the statements of a group allow, resource by resource. */
export function compareResources(
  { statements, classes }: Group,
  { effort, formEffort }: Work,
): Omit<Found<PermissionDifference, UnchangedPermission>, 'isComplete'> {
  const selections = selectionsOf(statements);
  const axis = (forms: readonly Tokens[]) => axisOf(statements, (statement) => selections.get(statement)!, forms);
  const resourceAxis = axis(RESOURCE_FORMS);
  const judged = resourceAxis
    .classes(effort)
    .map((resources): Judged => {
      const naming = [...resources.naming.keys()];
      const judgements = judge(naming);
      return { resources, judgements, unchanged: judgements.length > 0 ? [] : unchangedBy(naming) };
    })
    .filter(({ judgements, unchanged }) => judgements.length + unchanged.length > 0);
  if (judged.length === 0) return { differences: [], withoutEffect: [], unchanged: [] };

  const effectOf = effects(axis, classes, formEffort);
  const deciding = decidingWithoutResource(resourceAxis);
  const rows = classes.flatMap((actions) =>
    judged.map((row): Row => {
      const effect = effectOf(actions, row.resources);
      const judgements = effect.kind === 'undecided' ? judgedUndecided(row, deciding) : row.judgements;
      return { actions, ...row, judgements, effect };
    }),
  );
  const ofKind = (...kinds: readonly Effect['kind'][]) => rows.filter(({ effect }) => kinds.includes(effect.kind));
  return {
    differences: ofKind('some', 'undecided').flatMap(differencesOf),
    withoutEffect: ofKind('none').flatMap(differencesOf),
    unchanged: ofKind('some').flatMap(unchangedOf),
  };
}

/** @returns the statements that apply to requests without a resource, whatever these are about */
function decidingWithoutResource({
  automaton,
  nameOfState,
  classNamed,
}: Axis<ComparedStatement>): readonly ComparedStatement[] {
  const noResource = codeUnits('*');
  const name = nameOfState(stateAfter(automaton, noResource));
  return name === undefined ? [] : [...classNamed(name, noResource).naming.keys()];
}

/**
 * Judges resources that statements name for actions without any. What is decided of requests without a resource in any case is
 * told with the class that `*` is in: left are statements of which it is undecided whether they apply to such requests.
 */
function judgedUndecided({ resources, judgements }: Judged, deciding: readonly ComparedStatement[]): Judgements {
  const undecided = [...resources.naming.keys()].filter((each) => each.effect === 'Allow' && !deciding.includes(each));
  // A denial that goes matters as well where such a statement is all that allows.
  const told = judge(deciding).map(({ cause }) => cause);
  return [
    ...judge([...deciding, ...undecided]).filter(({ kind, cause }) => kind !== 'lost' && !told.includes(cause)),
    // Where something is lost, the worst that it can turn out to be is nothing.
    ...judgements.filter(({ kind }) => kind === 'lost'),
  ];
}

/** The resources of each statement, without those that another one names as well to the same effect. */
function selectionsOf(statements: readonly ComparedStatement[]): ReadonlyMap<ComparedStatement, Selection<Tokens>> {
  const alike = groupBy(statements, ({ sense }) => sense);
  return new Map(
    alike.flatMap((group) => {
      const selections = withoutCovered(group.map(({ resourceTokens }) => resourceTokens));
      return group.map((statement, index): [ComparedStatement, Selection<Tokens>] => [statement, selections[index]!]);
    }),
  );
}

function unchangedBy(statements: readonly ComparedStatement[]): readonly ComparedStatement[] {
  const [after, before] = (['after', 'before'] as const).map((document) =>
    allowing(statements.filter(({ reference }) => reference.document === document)),
  );
  return after!.length > 0 ? [after![0]!, ...before!.slice(0, 1)] : [];
}

function differencesOf({ actions, resources, judgements, effect }: Row): PermissionDifference[] {
  return judgements.map((judgement) => {
    const { cause, kind } = judgement;
    const isUndecided = effect.kind === 'undecided' && kind !== 'lost';
    return {
      ...explanationOf(judgement),
      ...(isUndecided && { kind: 'undecided' }),
      action: entryOf(cause, cause.actions, actions) ?? '*',
      exceptActions: exceptions(cause.actions),
      actions: effect.actions,
      resource: entryOf(cause, cause.resources, resources) ?? '*',
      exceptResources: exceptions(cause.resources),
      witness: isUndecided ? { ...effect.witness, resource: '*' } : effect.witness,
    };
  });
}

function unchangedOf({ actions, resources, unchanged, effect }: Row): UnchangedPermission[] {
  const [statement] = unchanged;
  if (!statement) return [];
  return [
    {
      kind: 'unchanged',
      action: narrowestEntry(
        unchanged.map((each) => entryOf(each, each.actions, actions)),
        actionGlob,
      ),
      exceptActions: exceptions(statement.actions),
      actions: effect.actions,
      resource: narrowestEntry(
        unchanged.map((each) => entryOf(each, each.resources, resources)),
        (entry) => resourceGlob(entry, true),
      ),
      exceptResources: exceptions(statement.resources),
      witness: effect.witness,
      condition: statement.conditionBlock,
      unless: [],
      statement: statement.reference,
    },
  ];
}

/** @returns the entry by which a statement names a class; `undefined` for NotAction and the like, which name all others */
function entryOf<T>(
  statement: ComparedStatement,
  { entries }: Selection<T>,
  { naming }: AxisClass<ComparedStatement>,
): T | undefined {
  const entry = naming.get(statement);
  return entry === undefined ? undefined : entries[entry];
}
