import { type ClaimCondition, isExact, isPattern, namingConditions, valueGlob } from './claim-conditions';
import { SUBJECT_OF_ANY_REF } from './oidc-github';
import { compileCondition } from '../../evaluate/condition/condition';
import { Context } from '../../evaluate/context';
import { commonText } from '../../glob/common-text';
import { codeUnits, globOfTokens, Wildcard } from '../../glob/glob';
import { GITLAB_SUBJECT } from '../../oidc/gitlab';
import { readSubject } from '../../oidc/subject';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';

/** Which pipelines of GitLab are trusted. */

const SUBJECT_OF_ANY_PROJECT: Rule = {
  id: 'oidc-subject-any-project',
  severity: 'security',
  title: 'Pipelines are trusted whose project is not named in full.',
  why: 'Pipelines of projects that are not meant, or that do not exist yet, can assume the role.',
  fix: 'Name the project in full: project_path:GROUP/PROJECT:…, or project_id.',
  documentation: PAGES.oidc,
  letsUnreviewedCodeIn: true,
};

export const OIDC_GITLAB_RULES: readonly Rule[] = [SUBJECT_OF_ANY_PROJECT];

/** Claims that say whose pipelines a statement is about, if not for certain those of one project. */
export const ABOUT_GITLAB = ['sub', 'project_id', 'namespace_id'];

/** @param conditions on the claims of the provider; there is one that says whom they are about */
export function checkGitlab(conditions: readonly ClaimCondition[]): Problem[] {
  const subjects = namingConditions(conditions, 'sub');
  const wide = subjects.map((condition) => condition.values.filter((value) => !namesProject(condition, value)));
  const isNamed =
    namingConditions(conditions, 'project_id').some(isExact) || wide.some((values) => values.length === 0);
  if (!isNamed) {
    const messages =
      subjects.length > 0
        ? wide.flat().map((value) => `The subject is ${quoted(value)}.`)
        : ABOUT_GITLAB.flatMap((claim) => namingConditions(conditions, claim)).map(
            ({ claim, values }) => `There is no condition on the subject, and ${claim} is ${listed(values)}.`,
          );
    return messages.map((message) => ({ rule: SUBJECT_OF_ANY_PROJECT, message }));
  }
  const isOfProtected = namingConditions(conditions, 'ref_protected').some(({ values }) => values.join() === 'true');
  return isOfProtected ? [] : anyRef(conditions, subjects);
}

function namesProject(condition: ClaimCondition, value: string): boolean {
  return readSubject(value, isPattern(condition), GITLAB_SUBJECT).parts.some(({ claim }) => claim === 'project_path');
}

const FIX = 'Name a branch (…:ref_type:branch:ref:main), or ask for ref_protected "true".';

function anyRef(conditions: readonly ClaimCondition[], subjects: readonly ClaimCondition[]): Problem[] {
  if (subjects.length === 0) {
    const message = 'There is no condition on the subject: jobs on any branch or tag get in.';
    return [{ rule: SUBJECT_OF_ANY_REF, message, fix: FIX }];
  }
  const tests = conditions.filter(({ claim }) => claim === 'sub').map((condition) => compileCondition(condition, true));
  const passes = (key: string, subject: string) => {
    const context = new Context({ [key]: subject });
    return tests.every((holds) => holds(context));
  };
  return subjects.flatMap((condition) =>
    condition.values
      .filter((value) => unnamedRefs(condition, value).some((subject) => passes(condition.key, subject)))
      .map((value) => ({
        rule: SUBJECT_OF_ANY_REF,
        message: `The subject is ${quoted(value)}: jobs on any branch or tag get in.`,
        fix: FIX,
      })),
  );
}

/** Subjects of jobs on a branch or tag that nobody has named. */
function unnamedRefs(condition: ClaimCondition, value: string): string[] {
  const { parts, isWhole } = readSubject(value, isPattern(condition), GITLAB_SUBJECT);
  const project = parts.find(({ claim }) => claim === 'project_path')?.value ?? 'x/x';
  if (isWhole) return parts.some(({ claim }) => ['ref', 'ref_path', 'sha'].includes(claim)) ? [] : [value];
  const fresh = [...'xyzqjkvw0123456789'].find((character) => !value.includes(character)) ?? '\ue000';
  return ['ref_type:branch:ref:', 'ref_type:tag:ref:', 'ref:'].flatMap((context) => {
    const start = [...codeUnits(`project_path:${project}:${context}${fresh}`), Wildcard.manyInField];
    const longer = [...start, ...codeUnits(':'), Wildcard.many];
    const pattern = valueGlob(condition, value);
    const subject = commonText([pattern, globOfTokens(start)]) ?? commonText([pattern, globOfTokens(longer)]);
    return subject !== undefined && isPossible(subject) ? [subject] : [];
  });
}

function isPossible(subject: string): boolean {
  const { parts, fault } = readSubject(subject, false, GITLAB_SUBJECT);
  return fault === undefined && new Set(parts.map(({ claim }) => claim)).size === parts.length;
}
