import type { ActionClass } from './action-class';
import { stateAfter } from './automaton';
import { type Axis, type AxisClass, axisOf } from './axis';
import { isOfPolicy, withinBoundaries } from './bounded';
import { withoutCoveredEntries } from './covered-entries';
import type { PermissionDifference, UnchangedPermission } from './difference';
import { exceptions, explanationOf, type Found } from './differences';
import { type Effect, effects } from './effect';
import type { Effort } from './effort';
import { allowing, judge, type Judgement } from './judgement';
import { narrowestEntry } from './narrowest';
import type { Boundaries, ComparedStatement } from './statement';
import { RESOURCE_FORMS } from './tokens';
import { groupBy } from '../../shared/group-by';
import { actionGlob } from '../glob/action-pattern';
import type { Glob, Tokens } from '../glob/glob';
import { codeUnits } from '../glob/glob';
import { resourceGlob } from '../glob/resource-pattern';
import type { Selection } from '../policy/policy';
import { isWithoutResources } from '../reference/action-resources';

/** Classes of actions that are named by the same statements, so that they have their resources in common. */
export interface Group {
  readonly statements: readonly ComparedStatement[];
  readonly classes: readonly ActionClass[];
}

/** What the comparison of all groups shares. */
export interface Work {
  readonly effort: Effort;
  /** For telling whether differences have an effect. */
  readonly patternEffort: Effort;
  /** Of roles that have any. */
  readonly boundaries?: Boundaries;
}

interface Differing extends Omit<Found<PermissionDifference, UnchangedPermission>, 'isComplete'> {
  readonly cutAway: readonly PermissionDifference[];
}

type Judgements = readonly Judgement<ComparedStatement>[];

interface Judged {
  readonly resources: AxisClass<ComparedStatement>;
  readonly judgements: Judgements;
  /** What becomes of the policy alone, where there are boundaries. */
  readonly alone?: Judgements;
  /** The statements by which both documents allow the same, if they do. */
  readonly unchanged: readonly ComparedStatement[];
}

interface Row extends Judged {
  readonly actions: ActionClass;
  readonly effect: Effect;
}

/** Compares what the statements of a group allow, resource by resource. */
export function compareResources({ statements, classes }: Group, work: Work): Differing {
  const { effort, patternEffort, boundaries } = work;
  const together = (naming: readonly ComparedStatement[]) =>
    boundaries ? withinBoundaries(naming, boundaries, effort) : naming;
  const alone = (naming: readonly ComparedStatement[]) => naming.filter(isOfPolicy);
  const selections = selectionsOf(statements);
  const axis = (arnPatterns: readonly Tokens[]) =>
    axisOf(statements, (statement) => selections.get(statement)!, arnPatterns);
  const resourceAxis = axis(RESOURCE_FORMS);
  // What denies on resources does not deny a request without any, so a statement that allows there may count all the same.
  const isOpen = classes.some(({ actions }) => actions.some(isWithoutResources));
  const judged = resourceAxis
    .classes(effort)
    .map((resources): Judged => {
      const naming = [...resources.naming.keys()];
      const effective = together(naming);
      const judgements = judge(effective);
      return {
        resources,
        judgements,
        ...(boundaries && { alone: judge(alone(naming)) }),
        unchanged: judgements.length > 0 ? [] : unchangedBy(effective),
      };
    })
    .filter((row) => isDecided(row) || (isOpen && isAllowedBySome(row)));
  if (judged.length === 0) return { differences: [], withoutEffect: [], unchanged: [], cutAway: [] };

  const effectOf = effects(axis, classes, patternEffort);
  const deciding = decidingWithoutResource(resourceAxis);
  const rows = classes.flatMap((actions) =>
    judged.map((row): Row => {
      const effect = effectOf(actions, row.resources);
      if (effect.kind !== 'undecided') return { actions, ...row, effect };
      return {
        actions,
        ...row,
        judgements: judgedUndecided(row.resources, row.judgements, deciding, together),
        alone: row.alone && judgedUndecided(row.resources, row.alone, deciding, alone),
        effect,
      };
    }),
  );
  const ofKind = (...kinds: readonly Effect['kind'][]) => rows.filter(({ effect }) => kinds.includes(effect.kind));
  return {
    differences: ofKind('some', 'undecided').flatMap(differencesOf),
    withoutEffect: ofKind('none').flatMap(differencesOf),
    unchanged: ofKind('some').flatMap(unchangedOf),
    cutAway: ofKind('some', 'undecided').flatMap(cutAwayOf),
  };
}

function isDecided({ judgements, unchanged, alone = [] }: Judged): boolean {
  return judgements.length + unchanged.length + alone.length > 0;
}

function isAllowedBySome({ resources }: Judged): boolean {
  return [...resources.naming.keys()].some(({ effect }) => effect === 'Allow');
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
function judgedUndecided(
  resources: AxisClass<ComparedStatement>,
  judgements: Judgements,
  deciding: readonly ComparedStatement[],
  counting: (statements: readonly ComparedStatement[]) => readonly ComparedStatement[],
): Judgements {
  const undecided = [...resources.naming.keys()].filter((each) => each.effect === 'Allow' && !deciding.includes(each));
  // A denial that goes matters as well where such a statement is all that allows.
  const told = judge(counting(deciding)).map(({ cause }) => cause);
  const isTold = (cause: ComparedStatement) => told.some((other) => isSame(other, cause));
  return [
    ...judge(counting([...deciding, ...undecided])).filter(({ kind, cause }) => kind !== 'lost' && !isTold(cause)),
    // Where something is lost, the worst that it can turn out to be is nothing.
    ...judgements.filter(({ kind }) => kind === 'lost'),
  ];
}

/** What a boundary leaves of a statement is made anew each time. */
function isSame(one: ComparedStatement, other: ComparedStatement): boolean {
  const [parts, others] = [one.parts ?? [one], other.parts ?? [other]];
  return parts.every((part, index) => part === others[index]);
}

/** The resources of each statement, without those that another one names as well to the same effect. */
function selectionsOf(statements: readonly ComparedStatement[]): ReadonlyMap<ComparedStatement, Selection<Tokens>> {
  const alike = groupBy(statements, ({ sense }) => sense);
  return new Map(
    alike.flatMap((group) => {
      const selections = withoutCoveredEntries(group.map(({ resourceTokens }) => resourceTokens));
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

/** What the policies allow differently, but the policy and the boundary together do not. */
function cutAwayOf({ alone = [], ...row }: Row): PermissionDifference[] {
  const isTold = row.judgements.some(({ kind }) => kind !== 'lost');
  return isTold ? [] : differencesOf({ ...row, judgements: alone.filter(({ kind }) => kind !== 'lost') });
}

function differencesOf({ actions, resources, judgements, alone, effect }: Row): PermissionDifference[] {
  return judgements.map((judgement) => {
    const { cause, kind } = judgement;
    const isUndecided = effect.kind === 'undecided' && kind !== 'lost';
    const isByBoundary = alone?.length === 0;
    return {
      ...explanationOf(judgement),
      ...(isUndecided && { kind: 'undecided' }),
      ...actionsNamed(cause, actions),
      actions: effect.actions,
      ...resourcesNamed(cause, resources),
      witness: isUndecided ? { ...effect.witness, resource: '*' } : effect.witness,
      ...(isByBoundary && { byBoundary: true }),
    };
  });
}

function actionsNamed(
  cause: ComparedStatement,
  actions: ActionClass,
): Pick<PermissionDifference, 'action' | 'exceptActions'> {
  const { entry, except } = named(cause, (part) => part.actions, actions, actionGlob);
  return { action: entry, exceptActions: except };
}

function resourcesNamed(
  cause: ComparedStatement,
  resources: AxisClass<ComparedStatement>,
): Pick<PermissionDifference, 'resource' | 'exceptResources'> {
  const globOf = (entry: string) => resourceGlob(entry, true);
  const { entry, except } = named(cause, (part) => part.resources, resources, globOf);
  return { resource: entry, exceptResources: except };
}

/** By which entry a statement names a class, and what else it leaves out; of one within a boundary, by the narrower of both. */
function named(
  statement: ComparedStatement,
  selectionOf: (part: ComparedStatement) => Selection<string>,
  inClass: AxisClass<ComparedStatement>,
  globOf: (entry: string) => Glob,
): { readonly entry: string; readonly except: readonly string[] } {
  const parts = statement.parts ?? [statement];
  const entry = narrowestEntry(
    parts.map((part) => entryOf(part, selectionOf(part), inClass)),
    globOf,
  );
  // What is left out of something narrower goes without saying.
  return { entry, except: entry === '*' ? [...new Set(parts.flatMap((part) => exceptions(selectionOf(part))))] : [] };
}

function unchangedOf({ actions, resources, unchanged, effect }: Row): UnchangedPermission[] {
  const [statement] = unchanged;
  if (!statement) return [];
  return [
    {
      kind: 'unchanged',
      action: narrowestEntry(
        partsOf(unchanged).map((each) => entryOf(each, each.actions, actions)),
        actionGlob,
      ),
      exceptActions: exceptions(statement.actions),
      actions: effect.actions,
      resource: narrowestEntry(
        partsOf(unchanged).map((each) => entryOf(each, each.resources, resources)),
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

function partsOf(statements: readonly ComparedStatement[]): readonly ComparedStatement[] {
  return statements.flatMap((statement) => statement.parts ?? [statement]);
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
