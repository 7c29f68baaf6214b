import { actionGlob } from '../../glob/action-pattern';
import { globIncludes } from '../../glob/algebra';
import type { Glob } from '../../glob/glob';
import { resourceGlob } from '../../glob/resource-pattern';
import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { quoted } from '../text';
import { statementId } from '../view';

const REDUNDANT_ACTION: Rule = {
  id: 'redundant-action',
  severity: 'warning',
  title: 'An action is named by another entry of the same statement as well.',
  why: 'It changes nothing. Who removes the one entry to take the permission away is wrong.',
  fix: 'Keep the entry that says what is needed: if that is the narrower one, remove the wider one.',
  documentation: PAGES.analyzer,
};

const REDUNDANT_RESOURCE: Rule = {
  id: 'redundant-resource',
  severity: 'warning',
  title: 'A resource is named by another entry of the same statement as well.',
  why: 'It changes nothing. Who removes the one entry to take the permission away is wrong.',
  fix: 'Keep the entry that says what is needed: if that is the narrower one, remove the wider one.',
  documentation: PAGES.analyzer,
};

const REDUNDANT_STATEMENT: Rule = {
  id: 'redundant-statement',
  severity: 'warning',
  title: 'Another statement says all that a statement says.',
  why: 'It changes nothing. Who removes the one statement to take the permission away is wrong.',
  fix: 'Remove the statement that says less.',
  documentation: PAGES.analyzer,
};

export const REDUNDANCY_RULES: readonly Rule[] = [REDUNDANT_ACTION, REDUNDANT_RESOURCE, REDUNDANT_STATEMENT];

/** Beyond, comparing each entry with each other takes too long, and nobody would read the result. */
const MAX_COMPARED = 200;

export function checkRedundancy(policy: ReadPolicy): Problem[] {
  const { statements, variables } = policy;
  const ofResources = (entry: string) => resourceGlob(entry, variables);
  return [
    ...statements.flatMap((statement) => [
      ...redundantEntries(REDUNDANT_ACTION, statement, statement.actions?.entries ?? [], actionGlob),
      ...redundantEntries(REDUNDANT_RESOURCE, statement, statement.resources?.entries ?? [], ofResources),
    ]),
    ...redundantStatements(policy, ofResources),
  ];
}

function redundantEntries(
  rule: Rule,
  statement: ReadStatement,
  entries: readonly string[],
  globOf: (entry: string) => Glob,
): Problem[] {
  if (entries.length > MAX_COMPARED) return [];
  return entries.flatMap((entry, index): Problem[] => {
    const other = entries.find(
      (candidate, otherIndex) => otherIndex !== index && covering(candidate, otherIndex, entry, index),
    );
    if (other === undefined) return [];
    const message =
      other === entry ? `${quoted(entry)} is there twice.` : `${quoted(entry)} is included in ${quoted(other)}.`;
    return [{ rule, statement: statementId(statement), message }];
  });

  /** Of two that say the same, the first one stays. */
  function covering(candidate: string, otherIndex: number, entry: string, index: number): boolean {
    if (!globIncludes(globOf(candidate), globOf(entry))) return false;
    return otherIndex < index || !globIncludes(globOf(entry), globOf(candidate));
  }
}

function redundantStatements({ kind, statements }: ReadPolicy, ofResources: (entry: string) => Glob): Problem[] {
  const size = statements.reduce(
    (total, { actions, resources }) => total + (actions?.entries.length ?? 0) + (resources?.entries.length ?? 0),
    0,
  );
  if (size > MAX_COMPARED) return [];
  const pairs = statements.flatMap((statement, index) => {
    const other = statements.find((candidate, otherIndex) => {
      if (otherIndex === index || !says(candidate, statement)) return false;
      return otherIndex < index || !says(statement, candidate);
    });
    return other ? [{ statement, other, isWider: !says(statement, other) }] : [];
  });
  // Of what is denied, the wider statement is the one to keep.
  const isQuestion = ({ statement, isWider }: (typeof pairs)[number]) => isWider && statement.effect === 'Allow';
  return [
    ...pairs
      .filter((pair) => !isQuestion(pair))
      .map(({ statement, other }) => ({
        rule: REDUNDANT_STATEMENT,
        statement: statementId(statement),
        message: `All that the statement says is in statement ${other.index + 1} as well.`,
      })),
    ...statements.flatMap((wider) =>
      widerThan(
        wider,
        pairs.filter((pair) => isQuestion(pair) && pair.other === wider).map(({ statement }) => statement),
      ),
    ),
  ];

  /** Whether one statement says all that the other says. */
  function says(one: ReadStatement, other: ReadStatement): boolean {
    return (
      one.effect !== undefined &&
      one.effect === other.effect &&
      includes(one.actions, other.actions, actionGlob) &&
      (kind === 'trust' || includes(one.resources, other.resources, ofResources)) &&
      samePrincipals(one, other) &&
      conditionsOf(one).every((condition) => conditionsOf(other).includes(condition))
    );
  }
}

/** Whether the narrower statement or the wider one is meant is not known, but the wider one is the risk. */
function widerThan(wider: ReadStatement, narrower: readonly ReadStatement[]): Problem[] {
  if (narrower.length === 0) return [];
  const numbers = narrower.map(({ index }) => index + 1).join(', ');
  const [statements, allow, them] =
    narrower.length === 1 ? ['statement', 'allows', 'that'] : ['statements', 'allow', 'these'];
  return [
    {
      rule: REDUNDANT_STATEMENT,
      statement: statementId(wider),
      message: `The statement allows all that ${statements} ${numbers} ${allow}, and more.`,
      fix: `If ${them} ${narrower.length === 1 ? 'is' : 'are'} what is needed, remove this one; else remove what it includes.`,
    },
  ];
}

function includes(
  one: ReadStatement['actions'],
  other: ReadStatement['actions'],
  globOf: (entry: string) => Glob,
): boolean {
  if (!one || !other) return false;
  if (one.not || other.not) return one.not === other.not && sorted(one.entries) === sorted(other.entries);
  const globs = one.entries.map((entry) => globOf(entry));
  return namedEntries(other).every((entry) => globs.some((candidate) => globIncludes(candidate, globOf(entry))));
}

function samePrincipals(one: ReadStatement, other: ReadStatement): boolean {
  return JSON.stringify(one.principals ?? null) === JSON.stringify(other.principals ?? null);
}

function conditionsOf({ conditions }: ReadStatement): string[] {
  return conditions.map(({ operatorText, key, values }) =>
    JSON.stringify([operatorText.toLowerCase(), key.toLowerCase(), sorted(values)]),
  );
}

function sorted(values: readonly string[]): string {
  return JSON.stringify([...values].sort());
}
