import type { Failure } from '../failure';
import type { PermissionComparison, TrustComparison } from '../iam/compare/difference';
import type { AccessTest } from '../iam/expectations/access-test';
import type { Verdict } from '../iam/expectations/verdict';
import type { Finding } from '../iam/findings/finding';
import type { Matrix } from '../iam/matrix/matrix';
import type { PolicyDocument } from '../iam/policy/document';
import type { DocumentChange } from '../iam/policy/document-change';
import type { Target } from '../iam/target';
import type { CheckReason } from '../iam/verify/check-answer';
import type { NewAccessVerdict } from '../iam/verify/new-access';
import type { SimulatorVerdict } from '../iam/verify/simulator-verdict';
import type { Problem } from '../request/problem';
import type { Change } from '../stack/change';
import type { ForeignPolicy } from '../stack/role-in-iam';

export type Command = 'preview' | 'up' | 'destroy' | 'drift' | 'unlock';

/** What a run tells its reader; the comment, the job summary and the log are renderings of it. */
export type Report = CompletedReport | FailedReport | InvalidInputReport;

/** The run did what its command says, whether or not there was anything to do. */
export interface CompletedReport {
  readonly outcome: 'completed';
  readonly command: Command;
  readonly run: Run;
  readonly access: RoleReport;
}

/** The run ended early, or with something other than what was asked for. */
export interface FailedReport {
  readonly outcome: 'failed';
  readonly command: Command;
  readonly run: Run;
  /** The endpoint's name, known even where `access` is not. */
  readonly endpoint: string;
  /** As far as it was known, and as far as the run came. */
  readonly access?: RoleReport;
  readonly failure: Failure;
}

/** Nothing ran: what the workflow gave can't be read. */
export interface InvalidInputReport {
  readonly outcome: 'invalid-input';
  readonly run: Run;
  /** As the workflow gave it, right or wrong. */
  readonly endpoint: string;
  readonly problems: readonly Problem[];
}

/** What a model's deployment may do, and what the run changes, changed or found changed of that. */
export interface RoleReport {
  readonly target: Target;
  /** The full name of the Pulumi stack. */
  readonly stack: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly policyName: string;
  readonly policyArn: string;
  readonly changes: readonly Change[];
  readonly policy: DocumentChange;
  readonly trust: DocumentChange;
  /** What the documents mean; there is none where it is not known what was there before. */
  readonly assessment?: Assessment;
  /** What AWS says to it, where `verify` asks. */
  readonly verification?: Verification;
  /** What became of the tests of access, where there are some. */
  readonly accessTests?: AccessTestResults;
  readonly approval?: Approval;
  /** The permissions boundary on both sides; a side is undefined where there is none, all where nothing was compared. */
  readonly boundary?: { readonly before?: Boundary; readonly after?: Boundary };
  /** Policies on the role that the stack did not put there. */
  readonly foreignPolicies: readonly ForeignPolicy[];
  /** What could not be looked at, so that the report says nothing of it; in a sentence each. Plain text. */
  readonly unseen: readonly string[];
  /** The entries of `ignore-findings` that let nothing pass, such as `pass-any-role@Deploy`; absent if there is none. */
  readonly idleIgnores?: readonly string[];
  /** What the change starts from: what AWS has, or the state as the last run left it. */
  readonly comparedWith: 'aws' | 'state';
  /** What a reviewer should know besides, in one or two sentences each. Plain text. */
  readonly notes: readonly string[];
}

/** The policy that bounds the role's permissions. */
export interface Boundary {
  readonly arn: string;
  /** Its document as JSON; absent where it is not known, and then nothing is said of what it denies. */
  readonly document?: string;
  /** The file in the repository that the document is from; absent where IAM has told it. */
  readonly file?: string;
  /** Why IAM could not tell it. Plain text. */
  readonly unread?: string;
  /** The file in the repository that says something else than IAM. */
  readonly differingFile?: string;
}

export interface AccessTestResults {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  /** In the order of the file. */
  readonly results: readonly AccessTestResult[];
  /** Why none of them was asked, in a sentence, if none was. Plain text. */
  readonly notAsked?: string;
}

export interface AccessTestResult {
  readonly test: AccessTest;
  readonly verdict: Verdict;
}

/** Whether a change has the approval that it needs. Texts are plain; without a label, it is approved by a review. */
export type Approval =
  | { readonly state: 'not-required' }
  | {
      readonly state: 'approved';
      readonly label?: string;
      /** The login of whoever approved. */
      readonly by: string;
      /** ISO 8601. */
      readonly at: string;
      readonly pullRequest: number;
    }
  /** It needs one, and AWS's proof that there is no new access counts in its place. */
  | { readonly state: 'proved' }
  /** GitHub was not asked: somebody gave a reason instead. */
  | { readonly state: 'without-github'; readonly reason: string }
  /** `why` is a sentence. */
  | { readonly state: 'missing'; readonly label?: string; readonly why: string };

/** AWS's own answers, each member for one of the input `verify`. */
export interface Verification {
  readonly noNewAccess?: { readonly permissions: NewAccessVerdict; readonly trust: NewAccessVerdict };
  readonly noPublicAccess?: PublicAccessVerdict;
  readonly simulation?: SimulationReport;
  readonly deployRole?: DeployRoleReport;
  readonly denials?: DenialsReport;
}

/** What AWS proves of the tests of access that expect a denial. */
export interface DenialsReport {
  readonly proved: number;
  /** Names of those that it does not prove. */
  readonly notProved: readonly string[];
  /** Those to which there is no answer, with the reason in a sentence. Plain text. */
  readonly unknown: readonly { readonly name: string; readonly why: string }[];
}

/** `proved`: AWS proves that the trust policy does not let everybody in. `public`: it can't rule that out. */
export type PublicAccessVerdict =
  | { readonly state: 'proved' }
  | { readonly state: 'public'; readonly reasons: readonly CheckReason[] }
  | { readonly state: 'no-answer'; readonly why: string };

export interface SimulationReport extends SimulatorVerdict {
  /** What was simulated: the documents that are asked for, or the role with all that is on it. */
  readonly of: 'documents' | 'role';
  /** What was not asked or not answered, in a sentence each. Plain text. */
  readonly notes: readonly string[];
}

/** Whether the role that runs `up` may do what the change needs. */
export interface DeployRoleReport {
  readonly arn: string;
  /** How many permissions AWS has answered for. */
  readonly asked: number;
  readonly missing: readonly MissingPermission[];
  /** What allows what is missing. */
  readonly statements?: PolicyDocument['Statement'];
  /** What was not answered, or is denied by the organisation alone, in a sentence each. Plain text. */
  readonly notes: readonly string[];
}

interface MissingPermission {
  readonly action: string;
  /** ARNs. */
  readonly resources: readonly string[];
}

/** What the role can and cannot do, what the run changes about that, and what is wrong or risky about it. */
export interface Assessment {
  readonly permissions: PermissionComparison;
  readonly trust: TrustComparison;
  /** What the policies of others on the role allow or deny beyond its own policy; absent where there are none. */
  readonly foreign?: PermissionComparison;
  /** Of all policies of the role together. */
  readonly matrix: Matrix;
  /** The severest first. */
  readonly findings: readonly Finding[];
  /** Which edition of AWS's actions, resource types and condition keys all of this rests on. */
  readonly serviceReference: ServiceReferenceEdition;
}

export interface ServiceReferenceEdition {
  /** The npm package that the data comes from. */
  readonly package: string;
  readonly version: string;
  /** Of AWS's data: `2026-09-26`. */
  readonly date: string;
}

export interface Run {
  /** The page of the workflow run. */
  readonly url: string;
  readonly attempt: number;
  readonly workflow: string;
  /** The commit that a reviewer sees: on a pull request its head, not the merge commit that GitHub checks out. */
  readonly sha: string;
}
