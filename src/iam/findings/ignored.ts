import type { StatementId } from '../policy/policy';

/** What somebody lets pass, and why. */
export interface IgnoredFinding {
  /** Of a rule of ours, or of IAM Access Analyzer. */
  readonly id: string;
  /** The Sid of the statement, or the name of the policy of others; absent for whatever statement it is. */
  readonly at?: string;
  readonly reason: string;
}

/** What a finding is about. */
interface Ignorable {
  readonly id: string;
  readonly statement?: StatementId;
  readonly policy?: string;
}

/** @returns why a finding is let pass, by the entry that says most exactly what it is about; `undefined` if it is not */
export function reasonToIgnore(finding: Ignorable, entries: readonly IgnoredFinding[]): string | undefined {
  const fitting = entries.filter((entry) => isAbout(entry, finding));
  return (fitting.find(({ at }) => at !== undefined) ?? fitting[0])?.reason;
}

/** Marks those of others' checks that are let pass. */
export function withIgnored<F extends Ignorable>(findings: readonly F[], entries: readonly IgnoredFinding[]): F[] {
  return findings.map((finding) => {
    const ignored = reasonToIgnore(finding, entries);
    return ignored === undefined ? finding : { ...finding, ignored };
  });
}

/** The entries by which nothing is let pass. */
export function idleEntries(
  entries: readonly IgnoredFinding[],
  findings: readonly Ignorable[],
): readonly IgnoredFinding[] {
  return entries.filter((entry) => !findings.some((finding) => isAbout(entry, finding)));
}

/** The way that an entry is written: `pass-any-role@Deploy`. */
export function entryText({ id, at }: Pick<IgnoredFinding, 'id' | 'at'>): string {
  return at === undefined ? id : `${id}@${at}`;
}

function isAbout({ id, at }: IgnoredFinding, { statement, policy, ...finding }: Ignorable): boolean {
  // What others have put on the role is let pass by its name only: the next policy is another finding.
  if (policy !== undefined) return id === finding.id && at === policy;
  return id === finding.id && (at === undefined || at === statement?.sid);
}
