import type { BootstrapPlace } from './bootstrap';
import { type Scaffold, scaffoldBySources } from './scaffold';
import { ModelDeploymentIam } from '../../src';

/** An environment of the model `churn`. */
export interface TestEnvironment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** Each in an account of its own, in the order in which a change goes through them. */
export const ENVIRONMENTS = {
  dev: { name: 'dev', account: '111111111111', region: 'us-west-2' },
  staging: { name: 'staging', account: '222222222222', region: 'us-west-2' },
  prod: { name: 'prod', account: '333333333333', region: 'eu-west-1' },
} as const;

/** The same, in one account and region: what they share there is created with the first of them. */
export const IN_ONE_ACCOUNT = [ENVIRONMENTS.dev, ENVIRONMENTS.prod].map(({ name }): TestEnvironment => ({
  name,
  account: ENVIRONMENTS.dev.account,
  region: ENVIRONMENTS.dev.region,
}));

/**
 * A repository whose model has these environments, each with an endpoint that is named after it. Its options name the accounts
 * where they are shared, and otherwise leave them to variables.
 */
export function scaffoldEnvironments(parent: string, environments: readonly TestEnvironment[]): Promise<Scaffold> {
  const isShared = new Set(environments.map(({ account }) => account)).size < environments.length;
  return scaffoldBySources(parent, (project) => {
    new ModelDeploymentIam(project, {
      endpoint: 'churn-prod',
      bucket: 'my-models',
      region: 'us-west-2',
      modelId: 'churn',
      environments: environments.map(({ name, account, region }) => ({
        name,
        region,
        endpoint: `churn-${name}`,
        ...(isShared ? { accountId: account } : {}),
      })),
    });
  });
}

/** For `startModelLife`. */
export function lifeOf(environments: readonly TestEnvironment[]) {
  return {
    model: 'churn',
    accounts: Object.fromEntries(
      environments.map(({ name, account }) => [`AWS_ACCOUNT_ID_${name.toUpperCase()}`, account]),
    ),
  };
}

export function placeOf({ name, account, region }: TestEnvironment): BootstrapPlace {
  return { slug: `churn-${name}`, account, region };
}
