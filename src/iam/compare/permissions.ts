import { type ActionClass, actionClasses, knownActionsFor, marksOf } from './action-class';
import { axisOf } from './axis';
import { isOfPolicy } from './bounded';
import { withoutCoveredEntries } from './covered-entries';
import type { PermissionComparison } from './difference';
import { comparisonOf, inOrder } from './differences';
import { effortOf } from './effort';
import { compareResources, type Group } from './resource-comparison';
import { type Boundaries, type ComparedStatement, contentOf, readDocuments } from './statement';
import { ACTION_FORMS, actionTokens, mapSelection } from './tokens';
import { groupBy } from '../../shared/group-by';

/** Work that takes a tenth of a second: for two policies as large as IAM takes them, and more for smaller ones. */
const MAX_STEPS = 60_000;
const MAX_STEPS_OF_SMALL_ONES = 400_000;
/** Characters of names and conditions. */
const LARGE = 5_000;
const MAX_PATTERN_STEPS = 30_000;

/**
 * Compares what two identity policies allow, not how they say it. Actions and resources are compared exactly, with all
 * wildcards and with Deny, NotAction and NotResource. Conditions on one key are compared by the values that they take; of others
 * it is known that to add one narrows, that to remove one broadens, and that to replace one by another is undecided. That a
 * resource has the right value of a variable in it counts as such a condition.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @param before a policy document as parsed JSON, of whatever form; `undefined` for none
 * @param after the same
 * @param boundaries the permissions boundaries, if they count: what is compared then is what they and the policies allow together
 */
export function comparePermissions(before: unknown, after: unknown, boundaries: Boundaries = {}): PermissionComparison {
  const documents = readDocuments(before, after, 'identity', boundaries);
  const { statements } = documents;
  const isBounded = boundaries.before !== undefined || boundaries.after !== undefined;
  const work = {
    effort: effortOf(stepsFor(documents.characters)),
    patternEffort: effortOf(isBounded ? 2 * MAX_PATTERN_STEPS : MAX_PATTERN_STEPS),
    ...(isBounded && { boundaries }),
  };
  // A boundary grants nothing, so what only it names does not matter.
  const table = knownActionsFor(statements.filter(isOfPolicy));
  const axis = axisOf(
    statements,
    ({ actions }) => withoutCoveredEntries([mapSelection(actions, actionTokens)])[0]!,
    ACTION_FORMS,
    marksOf(table),
  );
  const groups = groupsOf(statements, actionClasses(axis, statements, table, work.effort)).filter((group) =>
    group.statements.some(isOfPolicy),
  );
  const differing = groups.filter((group) => mayDiffer(group.statements));
  const equal = groups.filter((group) => !differing.includes(group));

  const differences = differing.map((group) => compareResources(group, work));
  const isComplete = !work.effort.isSpent;
  const all = [...differences, ...equal.map((group) => compareResources(group, work))];
  const comparison = comparisonOf(documents, {
    differences: all.flatMap((compared) => compared.differences),
    withoutEffect: all.flatMap((compared) => compared.withoutEffect),
    unchanged: all.flatMap((compared) => compared.unchanged),
    isComplete,
  });
  return isBounded ? { ...comparison, cutAway: inOrder(all.flatMap((compared) => compared.cutAway)) } : comparison;
}

/** Of a small policy nobody understands that it is too much to be compared. */
function stepsFor(characters: number): number {
  return Math.max(MAX_STEPS, Math.min(MAX_STEPS_OF_SMALL_ONES, (MAX_STEPS * LARGE) / characters));
}

function groupsOf(statements: readonly ComparedStatement[], classes: readonly ActionClass[]): readonly Group[] {
  const groups = groupBy(classes, ({ naming }) =>
    statements.flatMap((statement, index) => (naming.has(statement) ? [index] : [])).join(),
  );
  return groups.map((group) => ({
    statements: statements.filter((statement) => group[0]!.naming.has(statement)),
    classes: group,
  }));
}

/** Whether the statements before and after differ in more than their actions. */
function mayDiffer(statements: readonly ComparedStatement[]): boolean {
  const contentsIn = (document: 'before' | 'after') => {
    const own = statements.filter(({ reference }) => reference.document === document);
    return [...new Set(own.map(contentOf))].sort().join('\n');
  };
  return contentsIn('before') !== contentsIn('after');
}
