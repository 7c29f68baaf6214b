import type { InputValues } from './inputs';
import type { WrittenTest } from '../iam/expectations/written-test';
import type { IgnoredFinding } from '../iam/findings/ignored';
import { type PermissionSetName, policyDocument } from '../iam/generate/permissions/policy-document';
import type { GithubRepository } from '../iam/generate/trust/github';
import { type TrustOptions, trustPolicy } from '../iam/generate/trust/trust-policy';
import { toJson } from '../iam/policy/canonical';
import type { Statement } from '../iam/policy/document';
import type { Target } from '../iam/target';
import type { Backend } from '../stack/backend';
import type { Downloads } from '../stack/engine/checksums';

/** What a workflow asks for, checked as far as that is possible without the network. */
export interface Request extends RunRequest, ModelRequest {}

/** What the role of a model is to be. */
interface ModelRequest {
  /** Without the account where only the credentials can tell it. */
  readonly target: Omit<Target, 'account'> & { readonly account?: string };
  readonly name: string;
  readonly path: string;
  readonly permissions: readonly PermissionSetName[];
  /** Besides those of the permission sets. */
  readonly extraStatements: readonly Statement[];
  /** Where they are from; `undefined` if there are none. */
  readonly extraStatementsSource?: StatementsSource;
  /** What is expected of the role; `undefined` if nothing is. */
  readonly accessTests?: AccessTestsFile;
  readonly trust: TrustOptions;
  /** The one that the workflow runs in, where it is known. */
  readonly repository?: GithubRepository;
  /** Endpoints that the workflows of the repository name besides. */
  readonly otherEndpoints: readonly string[];
  readonly permissionsBoundary?: string;
  /** What the repository has as the document of the boundary. */
  readonly boundaryFile?: BoundaryFile;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly ignoredFindings: readonly IgnoredFinding[];
}

/** How it is made so. */
export interface RunRequest {
  readonly command: InputValues['command'];
  /** `undefined` for the default, which has the account in it. */
  readonly stackName?: string;
  readonly backend: Backend;
  readonly secretsProvider: string;
  /** How long to wait for a lock of another run, in milliseconds. */
  readonly lockTimeout: number;
  /** The lock to remove; `undefined` where none is to be. */
  readonly lockId?: string;
  /** Without the leading v. */
  readonly pulumiVersion: string;
  readonly downloads: Downloads;
  readonly refresh: boolean;
  /** Whether to take over what the stack did not make. */
  readonly adopt: boolean;
  readonly expectNoChanges: boolean;
  readonly failOnDrift: boolean;
  readonly failOn: InputValues['fail-on'];
  readonly requireApproval: InputValues['require-approval'];
  readonly approvalBy: InputValues['approval-by'];
  readonly approvalLabel: string;
  /** Why the change is made without an approval on GitHub; `undefined` where it needs one. */
  readonly approveWithoutGithub?: string;
  readonly accessAnalyzer: boolean;
  /** What AWS is asked about the access itself. */
  readonly verify: InputValues['verify'];
  /** The role that will run `up`; there is one where `verify` asks about it. */
  readonly deployRoleArn?: string;
  readonly approvalAcceptsProof: boolean;
  /** Where to write the findings and the report, absolute; `undefined` for nowhere. */
  readonly sarifFile?: string;
  readonly reportFile?: string;
  readonly reportHtml?: string;
  readonly comment: InputValues['comment'];
  readonly pullRequest?: number;
  readonly awsEndpointUrl?: string;
}

/** A file with the document of a permissions boundary. */
export interface BoundaryFile {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  /** JSON. */
  readonly document: string;
}

/** A file with statements. */
export interface StatementsSource {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  /** The line in which each of them begins, from 1. */
  readonly lines: readonly number[];
}

/** A file with tests of access. */
export interface AccessTestsFile {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  readonly tests: readonly WrittenTest[];
}

/** As JSON. */
export interface RequestedDocuments {
  readonly policy: string;
  readonly trust: string;
}

/** What a request comes to in an account: the policy, and the trust policy of the role. */
export function documentsOf(request: Request, account: string): RequestedDocuments {
  const target = { ...request.target, account };
  return {
    policy: toJson(policyDocument(target, request.permissions, request.extraStatements)),
    trust: toJson(trustPolicy(target, request.trust)),
  };
}
