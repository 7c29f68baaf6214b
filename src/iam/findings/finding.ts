import type { StatementPlace } from '../policy/policy';

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
}

/** `permissions` is the identity policy, `trust` the trust policy, `role` both of them together. */
export type FindingSubject = 'permissions' | 'trust' | 'role';

/** A rule that a document breaks. */
export interface Problem {
  readonly rule: Rule;
  /** There is none where the document as a whole is meant. */
  readonly statement?: StatementPlace;
  /** What was found, with the names in question. */
  readonly message: string;
  /** A better way out than the one that the rule knows. */
  readonly fix?: string;
}

export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly statement?: StatementPlace;
  /** Plain text: names out of the document stand in it in quotes, shortened, with invisible characters written out. */
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly documentation: string;
  readonly refusedByAws: boolean;
}

/** More of the same in one document says nothing new. */
const MAX_OF_A_KIND = 10;

/** Puts problems in order: the severest first, then from the top of the document to its end. */
export function findingsFrom(subject: FindingSubject, problems: readonly Problem[]): Finding[] {
  const byRule = new Map<Rule, Map<string, Problem>>();
  for (const problem of problems) {
    const alike = byRule.get(problem.rule) ?? new Map<string, Problem>();
    byRule.set(problem.rule, alike.set(keyOf(problem), problem));
  }
  return [...byRule.values()]
    .flatMap((alike) => withoutExcess([...alike.values()]).map((problem) => findingFrom(subject, problem)))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        (a.statement?.index ?? -1) - (b.statement?.index ?? -1),
    );
}

function withoutExcess(alike: readonly Problem[]): readonly Problem[] {
  const left = alike.length - MAX_OF_A_KIND;
  if (left <= 0) return alike;
  const last = alike[MAX_OF_A_KIND - 1]!;
  const message = `${last.message} There are ${left} more findings of this kind.`;
  return [...alike.slice(0, MAX_OF_A_KIND - 1), { ...last, message }];
}

function findingFrom(subject: FindingSubject, { rule, statement, message, fix }: Problem): Finding {
  return {
    id: rule.id,
    severity: rule.severity,
    subject,
    ...(statement && { statement }),
    message,
    why: rule.why,
    fix: fix ?? rule.fix,
    documentation: rule.documentation,
    refusedByAws: rule.refusedByAws ?? false,
  };
}

function keyOf({ statement, message }: Problem): string {
  return JSON.stringify([statement?.index, message]);
}
