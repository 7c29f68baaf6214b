import { actionWitnesses } from './action-witness';
import { type AxisClass, axisOf, type Tokens } from './axis';
import type { Comparison, PermissionDifference } from './difference';
import { comparisonOf, entryOf, exceptions, explanationOf } from './differences';
import { resourceKindOf } from './resource-name';
import { type ResourceWitness, resourceWitnesses } from './resource-witness';
import { type ComparedStatement, readDocuments } from './statement';
import { ACTION_FORMS, actionTokens, mapSelection, RESOURCE_FORMS, resourceTokens } from './tokens';
import { type VariableLetters, variableLetters } from './variable-letters';
import { judge, type Judgement } from './verdict';
import type { Selection } from '../evaluate/read';

/** What differs for actions that are named by the same statements. */
interface ResourceComparison {
  readonly differing: readonly (readonly [AxisClass<ComparedStatement>, Judgement<ComparedStatement>])[];
  readonly witnessOf: ResourceWitness;
  readonly complete: boolean;
}

/**
 * Compares what two identity policies allow, not how they say it. Actions and resources are compared exactly, with all
 * wildcards and with Deny, NotAction and NotResource. Conditions are opaque: to add one narrows, to remove one broadens, and
 * to replace one by another is undecided. Variables are like no other text.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @param before a policy document as parsed JSON, of whatever form; `undefined` for none
 * @param after the same
 */
export function comparePermissions(before: unknown, after: unknown): Comparison<PermissionDifference> {
  const documents = readDocuments(before, after, 'identity');
  const { statements } = documents;
  const actionAxis = axisOf(statements, ({ actions }) => mapSelection(actions, actionTokens), ACTION_FORMS);
  const actionWitness = actionWitnesses(actionAxis, statements);
  const variables = variableLetters();

  const comparisons = new Map<string, ResourceComparison>();
  const differences = actionAxis.classes.flatMap((actions) => {
    const named = statements.filter((statement) => actions.naming.has(statement));
    const key = named.map((statement) => statements.indexOf(statement)).join();
    const comparison = comparisons.get(key) ?? compareResources(named, variables);
    comparisons.set(key, comparison);
    return differencesOf(actions, actionWitness(actions), comparison);
  });
  const complete = actionAxis.complete && [...comparisons.values()].every((comparison) => comparison.complete);
  return comparisonOf(documents, differences, complete);
}

function compareResources(statements: readonly ComparedStatement[], variables: VariableLetters): ResourceComparison {
  const tokensOf = ({ resources, variables: hasVariables }: ComparedStatement): Selection<Tokens> =>
    mapSelection(resources, (entry) => resourceTokens(entry, hasVariables, variables));
  // What stays as it is needs no look at the resources.
  const axis = axisOf(mayDiffer(statements) ? statements : [], tokensOf, RESOURCE_FORMS);

  return {
    differing: axis.classes.flatMap((resources): ResourceComparison['differing'] => {
      const judgement = judge([...resources.naming.keys()]);
      return judgement ? [[resources, judgement]] : [];
    }),
    witnessOf: resourceWitnesses(
      axis,
      statements.flatMap((statement) => tokensOf(statement).entries),
      variables,
    ),
    complete: axis.complete,
  };
}

function differencesOf(
  actions: AxisClass<ComparedStatement>,
  action: string,
  { differing, witnessOf }: ResourceComparison,
): PermissionDifference[] {
  return differing.map(([resources, judgement]) => {
    const { cause } = judgement;
    return {
      ...explanationOf(judgement),
      action: entryOf(cause, cause.actions, actions) ?? '*',
      exceptActions: exceptions(cause.actions),
      resource: entryOf(cause, cause.resources, resources) ?? '*',
      exceptResources: exceptions(cause.resources),
      witness: { action, resource: witnessOf(resourceKindOf(action), resources) },
    };
  });
}

/** Whether the statements before and after differ in more than their actions. */
function mayDiffer(statements: readonly ComparedStatement[]): boolean {
  const formOf = (document: 'before' | 'after') => {
    const forms = statements
      .filter(({ reference }) => reference.document === document)
      .map(({ effect, resources, variables, conditions }) =>
        JSON.stringify([effect, resources.not, [...resources.entries].sort(), variables, conditions]),
      );
    return [...new Set(forms)].sort().join('\n');
  };
  return formOf('before') !== formOf('after');
}
