import { type AxisClass, axisOf, type Tokens } from './axis';
import type { Budget } from './budget';
import { withoutCovered } from './covered';
import type { PermissionDifference, UnchangedPermission } from './difference';
import { exceptions, explanationOf, type Found } from './differences';
import type { ActionClass } from './known-action';
import { narrowestEntry } from './narrowest';
import { type Example, resourceWitnesses } from './resource-witnesses';
import type { ComparedStatement } from './statement';
import { RESOURCE_FORMS } from './tokens';
import { allowing, judge, type Judgement } from './verdict';
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
  readonly budget: Budget;
  readonly witnessBudget: Budget;
}

interface Row {
  readonly actions: ActionClass;
  readonly resources: AxisClass<ComparedStatement>;
  readonly judgements: readonly Judgement<ComparedStatement>[];
  /** The statements by which both documents allow the same, if they do. */
  readonly unchanged: readonly ComparedStatement[];
}

interface RowWithExample extends Row {
  readonly example: Example;
}

/** Compares what the statements of a group allow, resource by resource. */
export function compareResources(
  { statements, classes }: Group,
  { budget, witnessBudget }: Work,
): Omit<Found<PermissionDifference, UnchangedPermission>, 'isComplete'> {
  const selections = selectionsOf(statements);
  const axis = axisOf(statements, (statement) => selections.get(statement)!, RESOURCE_FORMS);
  const judged = axis.classes(budget).map((resources) => {
    const naming = [...resources.naming.keys()];
    const judgements = judge(naming);
    return { resources, judgements, unchanged: judgements.length > 0 ? [] : unchangedBy(naming) };
  });
  const rows = classes.flatMap((actions) => judged.map((each): Row => ({ actions, ...each })));
  const relevant = rows.filter(({ judgements, unchanged }) => judgements.length + unchanged.length > 0);
  const exampleOf = resourceWitnesses(
    axis,
    relevant.map(({ resources }) => resources),
    statements.flatMap(({ resources }) => resources.entries),
    witnessBudget,
  );
  const examples = relevant.map((row) => ({ ...row, example: exampleOf(row.actions, row.resources) }));
  const effective = examples.filter(({ example }) => example.hasEffect);
  const others = examples.filter(({ example }) => !example.hasEffect);
  return {
    differences: effective.flatMap(differencesOf),
    withoutEffect: others.flatMap(differencesOf),
    unchanged: effective.flatMap(unchangedOf),
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

function differencesOf({ actions, resources, judgements, example }: RowWithExample): PermissionDifference[] {
  return judgements.map((judgement) => {
    const { cause } = judgement;
    return {
      ...explanationOf(judgement),
      action: entryOf(cause, cause.actions, actions) ?? '*',
      exceptActions: exceptions(cause.actions),
      actions: example.actions,
      resource: entryOf(cause, cause.resources, resources) ?? '*',
      exceptResources: exceptions(cause.resources),
      witness: example.witness,
    };
  });
}

function unchangedOf({ actions, resources, unchanged, example }: RowWithExample): UnchangedPermission[] {
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
      actions: example.actions,
      resource: narrowestEntry(
        unchanged.map((each) => entryOf(each, each.resources, resources)),
        (entry) => resourceGlob(entry, true),
      ),
      exceptResources: exceptions(statement.resources),
      witness: example.witness,
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
