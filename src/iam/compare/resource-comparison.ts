import type { ActionClass } from './action-class';
import { type AxisClass, axisOf, type Tokens } from './axis';
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
import { actionGlob, resourceGlob } from '../glob';
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

interface Row {
  readonly actions: ActionClass;
  readonly resources: AxisClass<ComparedStatement>;
  readonly judgements: readonly Judgement<ComparedStatement>[];
  /** The statements by which both documents allow the same, if they do. */
  readonly unchanged: readonly ComparedStatement[];
}

interface RowWithEffect extends Row {
  readonly effect: Effect;
}

/** Compares what the statements of a group allow, resource by resource. */
export function compareResources(
  { statements, classes }: Group,
  { effort, formEffort }: Work,
): Omit<Found<PermissionDifference, UnchangedPermission>, 'isComplete'> {
  const selections = selectionsOf(statements);
  const axis = (forms: readonly Tokens[]) => axisOf(statements, (statement) => selections.get(statement)!, forms);
  const judged = axis(RESOURCE_FORMS)
    .classes(effort)
    .map((resources) => {
      const naming = [...resources.naming.keys()];
      const judgements = judge(naming);
      return { resources, judgements, unchanged: judgements.length > 0 ? [] : unchangedBy(naming) };
    })
    .filter(({ judgements, unchanged }) => judgements.length + unchanged.length > 0);
  if (judged.length === 0) return { differences: [], withoutEffect: [], unchanged: [] };

  const effectOf = effects(axis, classes, formEffort);
  const rows = classes.flatMap((actions) =>
    judged.map((row): RowWithEffect => ({ actions, ...row, effect: effectOf(actions, row.resources) })),
  );
  const ofKind = (...kinds: readonly Effect['kind'][]) => rows.filter(({ effect }) => kinds.includes(effect.kind));
  return {
    differences: ofKind('some', 'undecided').flatMap(differencesOf),
    withoutEffect: ofKind('none').flatMap(differencesOf),
    unchanged: ofKind('some').flatMap(unchangedOf),
  };
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

function differencesOf({ actions, resources, judgements, effect }: RowWithEffect): PermissionDifference[] {
  return judgements.map((judgement) => {
    const { cause, kind } = judgement;
    // Where something is lost, the worst that it can turn out to be is nothing.
    const isUndecided = effect.kind === 'undecided' && kind === 'gained';
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

function unchangedOf({ actions, resources, unchanged, effect }: RowWithEffect): UnchangedPermission[] {
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
