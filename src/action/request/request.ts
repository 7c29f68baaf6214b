import type { PermissionSetName } from '../../iam/permissions';
import type { Target } from '../../iam/target';
import type { Command } from '../../report/model';
import type { Backend } from '../../stack/backend';

/** What a workflow asks for, checked as far as that is possible without the network. */
export interface Request {
  readonly command: Command;
  /** Without the account where only the credentials can tell it. */
  readonly target: Omit<Target, 'account'> & { readonly account?: string };
  readonly name: string;
  readonly path: string;
  readonly permissions: readonly PermissionSetName[];
  readonly restrictTrust: boolean;
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
  readonly comment: 'always' | 'changes' | 'never';
  readonly pullRequest?: number;
  readonly awsEndpointUrl?: string;
}

/** What counts besides the inputs. */
export interface Surroundings {
  /** For Pulumi Cloud. */
  readonly accessToken?: string;
  /** What relative paths are relative to. */
  readonly folder: string;
  /** A runner that is thrown away after the job, with all that is on its disk. */
  readonly isHostedRunner: boolean;
}
