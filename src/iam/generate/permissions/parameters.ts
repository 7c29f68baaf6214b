import type { PermissionSetName } from './policy-document';
import type { Target } from '../../target';

/** What of a target not every permission set makes use of. */
export type Parameter = Exclude<
  keyof Target,
  'partition' | 'region' | 'account' | 'endpoint' | 'bucket' | 'bucketAccess'
>;

interface Use {
  /** Without them the set does not do what it is for. */
  readonly needs: readonly Parameter[];
  /** It makes use of them where they are given. */
  readonly takes: readonly Parameter[];
}

const USES: Readonly<Record<PermissionSetName, Use>> = {
  deploy: { needs: [], takes: ['prefix', 'endpointConfigs', 'kmsKey'] },
  baseline: { needs: [], takes: ['prefix', 'kmsKey'] },
  invoke: { needs: [], takes: ['inferenceComponents'] },
  observe: { needs: [], takes: ['endpointConfigs', 'models'] },
  release: { needs: ['executionRole'], takes: ['endpointConfigs', 'models', 'kmsKey'] },
  execution: {
    needs: ['ecrRepositories'],
    takes: ['prefix', 'kmsKey', 'output', 'notificationTopics', 'vpcSubnets', 'vpcSecurityGroups'],
  },
  'inference-components': { needs: [], takes: ['inferenceComponents'] },
  tags: { needs: [], takes: ['endpointConfigs', 'models', 'inferenceComponents'] },
};

/** @returns those of the sets that don't do what they are for without the parameter */
export function setsThatNeed(parameter: Parameter, sets: readonly PermissionSetName[]): PermissionSetName[] {
  return sets.filter((name) => USES[name].needs.includes(parameter));
}

/** @returns those of the sets that make use of the parameter */
export function setsThatUse(parameter: Parameter, sets: readonly PermissionSetName[]): PermissionSetName[] {
  return sets.filter((name) => [...USES[name].needs, ...USES[name].takes].includes(parameter));
}

/** @returns whether access to the bucket that the target asks for, whatever its sets are for, makes use of the parameter */
export function bucketAccessUses(parameter: Parameter, { bucketAccess = [] }: Pick<Target, 'bucketAccess'>): boolean {
  const touchesObjects = bucketAccess.includes('read') || bucketAccess.includes('write');
  return (parameter === 'prefix' && bucketAccess.length > 0) || (parameter === 'kmsKey' && touchesObjects);
}
