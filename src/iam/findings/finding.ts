import { type IgnoredFinding, reasonToIgnore } from './ignored';
import { groupBy } from '../../shared/group-by';
import type { StatementId } from '../policy/policy';

/** From what stops a deployment to what could merely be nicer. */
export const SEVERITIES = ['error', 'security', 'warning', 'suggestion'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What is looked for, and all that can be said about it without a document at hand. Texts are plain, in full sentences. */
export interface Rule {
  /** Never changes: users refer to it. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** A page of AWS about it. */
  readonly documentation: string;
  /** Whether AWS does not even store such a document. */
  readonly refusedByAws?: true;
  /** Whether that rests on a list of names which AWS may have added to since, so that it can be let pass. */
  readonly mayBeNewer?: true;
  /** Whether it lets jobs in that run code before anybody has looked at it. */
  readonly letsUnreviewedCodeIn?: true;
}

/** `permissions` is the identity policy, `trust` the trust policy, `role` both of them together. */
export type FindingSubject = 'permissions' | 'trust' | 'role';

/** A rule that a document breaks. */
export interface Problem {
  readonly rule: Rule;
  /** There is none where the document as a whole is meant. */
  readonly statement?: StatementId;
  /** The policy of others that is meant: the name of an inline one, the ARN of an attached one. */
  readonly policy?: string;
  /** What was found, with the names in question. */
  readonly message: string;
  /** A better way out than the one that the rule knows. */
  readonly fix?: string;
}

export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly statement?: StatementId;
  /** The policy of others that it is about: the name of an inline one, the ARN of an attached one. */
  readonly policy?: string;
  /** What is wrong, in a sentence that holds nothing from outside. */
  readonly title: string;
  /** Plain text: names out of the document stand in it in quotes, shortened, with invisible characters written out. */
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly documentation: string;
  readonly refusedByAws: boolean;
  /** Why it is let pass, if it is: plain text, as somebody gave it. */
  readonly ignored?: string;
}

/** Whether it is one that nobody should pass over. */
export function isGrave({ severity, ignored }: Finding): boolean {
  return ignored === undefined && (severity === 'error' || severity === 'security');
}

/** More of the same in one document says nothing new. */
const MAX_OF_A_KIND = 10;

/**
 * Puts problems in order: the severest first, then from the top of the document to its end.
 *
 * @param ignored what is let pass, which is marked and stays
 */
export function findingsFrom(
  subject: FindingSubject,
  problems: readonly Problem[],
  ignored: readonly IgnoredFinding[] = [],
): Finding[] {
  const marked = problems.map((problem) => ({ problem, reason: reasonOf(problem, ignored) }));
  // What is let pass does not stand for what is not, so each kind is cut by itself.
  return groupBy(marked, ({ problem: { rule }, reason }) => JSON.stringify([rule.id, reason]))
    .flatMap((alike) => {
      const [{ reason }] = alike as [(typeof marked)[number]];
      const distinct = new Map(alike.map(({ problem }) => [keyOf(problem), problem]));
      return withoutExcess([...distinct.values()]).map((problem) => findingFrom(subject, problem, reason));
    })
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        (a.statement?.index ?? -1) - (b.statement?.index ?? -1),
    );
}

/** The severest first; of one severity, in their order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

function withoutExcess(alike: readonly Problem[]): readonly Problem[] {
  const left = alike.length - MAX_OF_A_KIND;
  if (left <= 0) return alike;
  const last = alike[MAX_OF_A_KIND - 1]!;
  const message = `${last.message} There are ${left} more findings of this kind.`;
  return [...alike.slice(0, MAX_OF_A_KIND - 1), { ...last, message }];
}

/** Whether it can be let pass. Of what AWS refuses, nothing would come. */
export function canPass({ refusedByAws, mayBeNewer }: Rule): boolean {
  return !refusedByAws || mayBeNewer === true;
}

function reasonOf({ rule, statement, policy }: Problem, ignored: readonly IgnoredFinding[]): string | undefined {
  return canPass(rule) ? reasonToIgnore({ id: rule.id, statement, policy }, ignored) : undefined;
}

function findingFrom(
  subject: FindingSubject,
  { rule, statement, policy, message, fix }: Problem,
  ignored: string | undefined,
): Finding {
  return {
    id: rule.id,
    severity: rule.severity,
    subject,
    ...(statement && { statement }),
    ...(policy !== undefined && { policy }),
    title: rule.title,
    message,
    why: rule.why,
    fix: fix ?? rule.fix,
    documentation: rule.documentation,
    refusedByAws: rule.refusedByAws ?? false,
    ...(ignored !== undefined && { ignored }),
  };
}

function keyOf({ statement, message }: Problem): string {
  return JSON.stringify([statement?.index, message]);
}
