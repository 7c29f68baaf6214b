import { boundaryDocument, type Notation } from './boundary';
import { subjectsOf } from './subjects';
import { type ActionCommand, actionPolicyDocument, type ActionScope } from '../../iam/generate/action-permissions';
import type { PolicyDocument } from '../../iam/policy/document';
import type { Deployment, Environment } from '../options/deployment';

/** How a tool writes values that are known only when it runs, within a text. */
export interface Placeholders extends Notation {
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** `OWNER@OWNER_ID/NAME@REPOSITORY_ID`. */
  readonly immutableRepository: string;
}

/**
 * What must exist once in the account of an environment, whatever tool creates it: CloudFormation and Pulumi get the same from
 * here, each with its own placeholders in the texts.
 */
export interface BootstrapNeeds {
  readonly oidcProvider?: { readonly url: string; readonly audience: string };
  readonly stateBucket?: { readonly name: string; readonly policy: PolicyDocument };
  readonly boundary?: { readonly name: string; readonly description: string; readonly policy: PolicyDocument };
  readonly roles: readonly CiRole[];
}

/** A role of the workflows. */
export interface CiRole {
  /** What its resources in the template and in the program are called. */
  readonly id: 'PreviewRole' | 'DeployRole';
  readonly name: string;
  readonly description: string;
  readonly trust: CiTrust;
  readonly policy: PolicyDocument;
}

/** Whom the role trusts: jobs whose token has one of these subjects. */
export interface CiTrust {
  /** The ARN of the OIDC provider. */
  readonly provider: string;
  readonly audience: string;
  readonly subjects: readonly string[];
  /** The same with the ids of the repository. */
  readonly immutableSubjects: readonly string[];
}

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
export const GITHUB = 'token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

export function bootstrapNeeds(
  environment: Environment,
  deployment: Deployment,
  placeholders: Placeholders,
): BootstrapNeeds {
  const { slug, previewRoleArn, deployRoleArn, creates } = environment;
  const role = (id: CiRole['id'], arn: string, kind: 'reading' | 'writing', purpose: string): CiRole => ({
    id,
    name: nameIn(arn),
    description: `For the ${purpose} of ${slug} in GitHub's workflows`,
    trust: trustOf(environment, subjectsOf(kind, environment, deployment), placeholders),
    policy: actionPolicyDocument(scopeOf(environment, placeholders), COMMANDS[kind]),
  });
  return {
    oidcProvider: creates.oidcProvider ? { url: `https://${GITHUB}`, audience: AUDIENCE } : undefined,
    stateBucket: stateBucketOf(environment, placeholders),
    boundary: boundaryOf(environment, placeholders),
    roles: [
      ...(creates.previewRole ? [role('PreviewRole', previewRoleArn, 'reading', 'previews and drift checks')] : []),
      ...(creates.deployRole ? [role('DeployRole', deployRoleArn, 'writing', 'deployments')] : []),
    ],
  };
}

const COMMANDS: Readonly<Record<'reading' | 'writing', readonly ActionCommand[]>> = {
  reading: ['preview', 'drift'],
  writing: ['up', 'destroy'],
};

/**
 * https://docs.github.com/en/actions/reference/security/oidc
 *
 * @param subjects in a tool's own form
 * @returns the policy of a role that trusts them
 */
export function trustPolicy({ provider, audience }: CiTrust, subjects: object): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${GITHUB}:aud`]: audience, [`${GITHUB}:sub`]: subjects } },
      },
    ],
  };
}

function trustOf({ partition }: Environment, contexts: readonly string[], placeholders: Placeholders): CiTrust {
  const { account, repository, immutableRepository } = placeholders;
  return {
    provider: `arn:${partition}:iam::${account}:oidc-provider/${GITHUB}`,
    audience: AUDIENCE,
    subjects: contexts.map((context) => `repo:${repository}:${context}`),
    immutableSubjects: contexts.map((context) => `repo:${immutableRepository}:${context}`),
  };
}

function boundaryOf(
  { slug, creates, inputs, request }: Environment,
  placeholders: Placeholders,
): BootstrapNeeds['boundary'] {
  if (!creates.boundary) return undefined;
  return {
    name: nameIn(inputs['permissions-boundary']!),
    description: `The most that the role of ${slug} can be given`,
    policy: boundaryDocument(request, placeholders),
  };
}

/** The history of the state is all there is to go back to, and it is nobody's business on the way. */
function stateBucketOf(
  { stateBucket, creates, partition }: Environment,
  placeholders: Placeholders,
): BootstrapNeeds['stateBucket'] {
  if (!stateBucket || !creates.stateBucket) return undefined;
  const name = withAccount(stateBucket, placeholders);
  return {
    name,
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: ['', '/*'].map((objects) => `arn:${partition}:s3:::${name}${objects}`),
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  };
}

function scopeOf(environment: Environment, placeholders: Placeholders): ActionScope {
  const { partition, access, inputs, state } = environment;
  return {
    partition,
    account: placeholders.account,
    secretsKey: secretsKeyOf(environment, placeholders),
    path: inputs['role-path'] ?? '/',
    name: access,
    stateBucket: state && withAccount(state.bucket, placeholders),
    stateFolder: state?.folder,
    stateAccount: state?.account ?? placeholders.account,
    accessAnalyzer: inputs['access-analyzer'] === 'true',
    verify: environment.request.verify,
    deployRole: inputs['deploy-role-arn'] && withAccount(inputs['deploy-role-arn'], placeholders),
    boundary: inputs['permissions-boundary'] && withAccount(inputs['permissions-boundary'], placeholders),
  };
}

/**
 * The key that Pulumi is told to encrypt with, where it is named by its id or ARN. An alias names no key in a policy.
 *
 * https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms
 */
function secretsKeyOf({ partition, region, inputs }: Environment, { account }: Placeholders): string | undefined {
  const [, key, query = ''] = /^awskms:\/\/\/?([^?]+)(.*)$/.exec(inputs['secrets-provider'] ?? '') ?? [];
  if (key?.startsWith('arn:')) return key.includes(':key/') ? key : undefined;
  if (key === undefined || key.startsWith('alias/')) return undefined;
  return `arn:${partition}:kms:${/\bregion=([\w-]+)/.exec(query)?.[1] ?? region}:${account}:key/${key}`;
}

function nameIn(arn: string): string {
  return arn.replace(/^.*\//, '');
}

/** A variable of the repository is known to GitHub only; in the account itself every tool knows it. */
function withAccount(text: string, { account }: Placeholders): string {
  return text.replace(/\$\{\{ vars\.\w+ \}\}/, () => account);
}
