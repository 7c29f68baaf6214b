import type { EnvironmentAccessOptions, ModelAccessOptions } from './access-options';

/** What the bootstrap leaves out. */
export interface AccountOptions {
  /**
   * Let the bootstrap create GitHub's OIDC provider. An account can have one only, so say `false` where it is there already.
   * @default true - but for an account in which another environment of the repository creates it
   */
  readonly createOidcProvider?: boolean;

  /**
   * Let the bootstrap create the bucket of the state, where `backendUrl` names no other place. Say `false` where it is there
   * already.
   * @default true - but for a bucket that another environment of the repository creates
   */
  readonly createStateBucket?: boolean;

  /**
   * Give the model's role no permissions boundary. Whoever may deploy can then write anything into its policy, and so is an
   * administrator of the account.
   * @default false - the bootstrap makes a boundary of what the options grant, and the deployments can't go beyond it
   */
  readonly deploymentsMayGrantAnything?: boolean;

  /**
   * Keep the state in a folder of its own in that bucket, which the roles of no other environment or model reach. Where an
   * earlier version has put it beside all others, move it before, as docs/template.md says.
   * @default true - but where the last generated workflow has the state beside all others
   */
  readonly ownStateFolder?: boolean;

  /**
   * The account that owns the bucket in `backendUrl`: the roles of the workflows reach nobody else's.
   * @default - the account of the environment
   */
  readonly stateAccountId?: string;
}

/** What the template itself needs to know of each environment. */
export interface EnvironmentOptions extends EnvironmentAccessOptions, AccountOptions {
  /** The name of the environment in GitHub, such as `prod`: at most 16 letters, digits, `-` and `_`. */
  readonly name: string;

  /**
   * The ARN of the role that previews and drift checks assume.
   * @default - the role that the bootstrap stack creates
   */
  readonly previewRoleArn?: string;

  /**
   * The ARN of the role that the workflows of the default branch assume to change the stack.
   * @default - the role that the bootstrap stack creates
   */
  readonly deployRoleArn?: string;
}

/** One model, the access that it gets, and the workflows that give it. */
export interface ModelDeploymentIamOptions extends ModelAccessOptions, AccountOptions {
  /**
   * A word for the model, which the names of its files, workflows and CI roles begin with: at most 32 lower-case letters,
   * digits and hyphens.
   * @default - the endpoint's name
   */
  readonly modelId?: string;

  /**
   * The environments, in the order in which a change goes through them. Each has its own account, region, role and state.
   * @default - one, with the name `production`
   */
  readonly environments?: EnvironmentOptions[];

  /**
   * The ARN of the role that previews and drift checks assume. Only where there is one environment.
   * @default - the role that the bootstrap stack creates
   */
  readonly previewRoleArn?: string;

  /**
   * The ARN of the role that the workflows of the default branch assume to change the stack. Only where there is one
   * environment.
   * @default - the role that the bootstrap stack creates
   */
  readonly deployRoleArn?: string;

  /**
   * When to look for changes that were made outside of Pulumi, as a cron expression in UTC.
   * @default '17 5 * * *'
   */
  readonly driftSchedule?: string;

  /**
   * The branch that is deployed.
   * @default 'main'
   */
  readonly defaultBranch?: string;

  /**
   * Show what is wrong or risky in GitHub's code scanning as well: the workflows that preview and deploy upload the findings as
   * SARIF, and may write security events for that. In a private repository it needs GitHub Code Security.
   * @default false
   */
  readonly codeScanning?: boolean;

  /**
   * Keep the whole report of every preview and deployment as artifacts of its run: as JSON, and as a page for a browser.
   * @default false
   */
  readonly reportArtifact?: boolean;

  /**
   * The label of the runners that the jobs run on.
   * @default 'ubuntu-latest'
   */
  readonly runsOn?: string;

  /**
   * Write the files that are yours from then on, where there are none: the script that deploys, the registry of models, the
   * tests of access, CODEOWNERS, and the template of pull requests. Without `accessTests`, the workflows ask these tests.
   * @default true
   */
  readonly samples?: boolean;
}
