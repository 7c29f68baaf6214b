import type { PermissionSetName } from '../../iam/generate/permissions';
import type { TrustOptions } from '../../iam/generate/trust';
import type { Statement } from '../../iam/policy/document';
import type { Target } from '../../iam/target';
import type { Command } from '../../report/model';
import type { Parsed } from '../../shared/parsed';
import type { Backend } from '../../stack/backend';
import type { PresentRepository } from '../github-repository';

/** What a workflow asks for, checked as far as that is possible without the network. */
export interface Request {
  readonly command: Command;
  /** Without the account where only the credentials can tell it. */
  readonly target: Omit<Target, 'account'> & { readonly account?: string };
  readonly name: string;
  readonly path: string;
  readonly permissions: readonly PermissionSetName[];
  /** Besides those of the permission sets. */
  readonly extraStatements: readonly Statement[];
  /** Where they are from; `undefined` if there are none. */
  readonly extraStatementsSource?: StatementsSource;
  readonly trust: TrustOptions;
  readonly permissionsBoundary?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
  /** `undefined` for the default, which has the account in it. */
  readonly stackName?: string;
  readonly backend: Backend;
  readonly secretsProvider: string;
  /** Without the leading v. */
  readonly pulumiVersion: string;
  readonly refresh: boolean;
  readonly expectNoChanges: boolean;
  readonly failOnDrift: boolean;
  readonly failOn: 'never' | 'error' | 'security' | 'warning';
  readonly requireApproval: 'never' | 'broadening' | 'any-change';
  readonly approvalLabel: string;
  readonly accessAnalyzer: boolean;
  /** Where to write the findings and the report, absolute; `undefined` for nowhere. */
  readonly sarifFile?: string;
  readonly reportFile?: string;
  readonly comment: 'always' | 'changes' | 'never';
  readonly pullRequest?: number;
  readonly awsEndpointUrl?: string;
}

/** A file with statements. */
export interface StatementsSource {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  /** The line in which each of them begins, from 1. */
  readonly lines: readonly number[];
}

/** What counts besides the inputs. */
export interface Surroundings {
  /** For Pulumi Cloud. */
  readonly accessToken?: string;
  /** What relative paths are relative to. */
  readonly folder: string;
  /** A runner that is thrown away after the job, with all that is on its disk. */
  readonly isHostedRunner: boolean;
  /** The content of the file that `extra-statements` names. */
  readonly extraStatements?: Parsed<string>;
  /** Where the workflow runs. Default: nowhere that is known. */
  readonly repository?: PresentRepository;
  /** Default: `https://github.com`. */
  readonly githubServerUrl?: string;
}
