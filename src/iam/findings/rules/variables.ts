import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import { conditionKeyType } from '../../reference/condition-keys';
import { REFERENCE_SOURCE } from '../../reference/source';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { quoted } from '../text';
import { statementId } from '../view';
import { startOfName } from './arn-name';

const EMPTY_VARIABLE: Rule = {
  id: 'empty-variable',
  severity: 'error',
  title: 'A variable has no name.',
  why: 'It has no value, so the entry matches nothing.',
  fix: 'Name a condition key: ${aws:username}.',
  documentation: PAGES.variables,
};

const INVALID_VARIABLE: Rule = {
  id: 'invalid-variable',
  severity: 'error',
  title: 'A variable is called after nothing that could be a condition key.',
  why: 'It has no value, so the entry matches nothing. Placeholders of templates are often left over in this way.',
  fix: 'Name a condition key with a single value, SERVICE:NAME, or put in what the placeholder stands for.',
  documentation: PAGES.variables,
};

const UNKNOWN_VARIABLE: Rule = {
  id: 'unknown-variable',
  severity: 'warning',
  title: "A variable is called after a condition key that AWS's list does not have.",
  why: 'Unless the key is newer than the list, it has no value, so the entry matches nothing.',
  fix: 'Correct the name of the condition key, if it is not a new one.',
  documentation: PAGES.variables,
};

const VARIABLE_IN_OLD_VERSION: Rule = {
  id: 'variable-in-old-version',
  severity: 'error',
  title: 'A document of the Version 2008-10-17 uses a variable.',
  why: 'In that version ${…} is plain text.',
  fix: 'Write "Version": "2012-10-17".',
  documentation: PAGES.version,
};

const UNCLOSED_VARIABLE: Rule = {
  id: 'unclosed-variable',
  severity: 'warning',
  title: 'A variable is not closed.',
  why: 'It is plain text.',
  fix: 'Close it by }.',
  documentation: PAGES.variables,
};

const MISPLACED_VARIABLE: Rule = {
  id: 'misplaced-variable',
  severity: 'error',
  title: 'A variable is in a place where there are none.',
  why: 'It is plain text there: variables work in the last part of ARNs in Resource, and in conditions.',
  fix: 'Write out what is meant, or use a wildcard with a condition.',
  documentation: PAGES.variables,
};

export const VARIABLE_RULES: readonly Rule[] = [
  ...[
    EMPTY_VARIABLE,
    INVALID_VARIABLE,
    UNKNOWN_VARIABLE,
    VARIABLE_IN_OLD_VERSION,
    UNCLOSED_VARIABLE,
    MISPLACED_VARIABLE,
  ],
];

export function checkVariables({ statements, variables }: ReadPolicy): Problem[] {
  return statements.flatMap((statement) => [
    ...textsWithVariables(statement).flatMap((text) => problemsOfText(text, statement, variables)),
    ...textsWithoutVariables(statement)
      .filter((text) => /\$\{[^}]*\}/.test(text))
      .map((text) => ({
        rule: MISPLACED_VARIABLE,
        statement: statementId(statement),
        message: `${quoted(text)} has a variable where it is plain text.`,
      })),
  ]);
}

function textsWithVariables({ resources, conditions }: ReadStatement): string[] {
  return [
    ...(resources?.entries ?? []).map((entry) => entry.slice(startOfName(entry))),
    ...conditions.flatMap(({ values }) => values),
  ];
}

function textsWithoutVariables({ actions, resources, principals, conditions }: ReadStatement): string[] {
  return [
    ...(actions?.entries ?? []),
    ...(resources?.entries ?? []).map((entry) => entry.slice(0, startOfName(entry))),
    ...(principals?.entries ?? []).map(({ value }) => value),
    ...conditions.map(({ key }) => key),
  ];
}

function problemsOfText(text: string, statement: ReadStatement, variables: boolean): Problem[] {
  const id = statementId(statement);
  const found = [...text.matchAll(/\$\{([^}]*)(\}?)/g)];
  if (found.length > 0 && !variables) {
    return [{ rule: VARIABLE_IN_OLD_VERSION, statement: id, message: `${quoted(text)} has a variable.` }];
  }
  return found.flatMap(([, inside, end]): Problem[] => {
    if (end === '') {
      return [{ rule: UNCLOSED_VARIABLE, statement: id, message: `${quoted(text)} has a \${ without a }.` }];
    }
    // ${*}, ${?} and ${$} stand for the character itself.
    if (['*', '?', '$'].includes(inside!)) return [];
    const key = /^(.*?)(?:, *'.*' *)?$/s.exec(inside!)![1]!.trim();
    if (key === '') {
      return [{ rule: EMPTY_VARIABLE, statement: id, message: `${quoted(text)} has an empty variable.` }];
    }
    if (conditionKeyType(key) || /\.[^:]*:./.test(key)) return [];
    const message = `${quoted(text)} has the variable ${quoted(key)}`;
    if (!/^[\w.-]+:./.test(key)) return [{ rule: INVALID_VARIABLE, statement: id, message: `${message}.` }];
    const unknown = `${message}, which is no condition key in AWS's list of ${REFERENCE_SOURCE.date}.`;
    return [{ rule: UNKNOWN_VARIABLE, statement: id, message: unknown }];
  });
}
