import type { Plan } from './plan';
import type { Request } from './request';
import type { AnalyzerResult } from '../stack/access-analyzer';
import type { AwsSettings } from '../stack/aws';
import type { Obstacle } from '../stack/obstacles';
import type { RoleInIam, RoleName } from '../stack/role-in-iam';

/**
 * What AWS is asked besides what the engine asks. Each is asked once, as soon as somebody wants to know, and what it takes is
 * loaded only then. None of it fails: what keeps AWS from an answer is said in it.
 */
export interface Asked {
  readonly analysis: () => Promise<AnalyzerResult>;
  readonly inIam: () => Promise<RoleInIam>;
  /** Nothing, where the command deletes nothing. */
  readonly obstacles: () => Promise<readonly Obstacle[]>;
}

const NOT_ANALYZED: AnalyzerResult = { findings: [], notes: [] };

export function askAws({ command, accessAnalyzer }: Request, plan: Plan, aws: AwsSettings): Asked {
  const role: RoleName = { roleName: plan.settings.access.name, policyArn: plan.policyArn };
  const { policy, trustPolicy } = plan.settings.access;
  const inIam = once(async () => {
    const { roleInIam } = await import('../stack/role-in-iam');
    return roleInIam(role, aws);
  });
  return {
    inIam,
    analysis: once(async () => {
      if (!accessAnalyzer || !['preview', 'up'].includes(command)) return NOT_ANALYZED;
      const { analyzeRole } = await import('../stack/access-analyzer');
      return analyzeRole({ permissions: policy, trust: trustPolicy }, { region: aws.region });
    }),
    obstacles: once(async () => {
      if (command !== 'up' && command !== 'destroy') return [];
      const { obstaclesToDeletion } = await import('../stack/obstacles');
      // Where it can't be looked at, the provider can't look either, so that it fails before it deletes anything.
      return obstaclesToDeletion(role, await inIam(), aws).catch(() => []);
    }),
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
