import { boundaryFrom } from './boundary';
import type { Plan } from './plan';
import type { Verify } from './verify';
import { withIgnored } from '../iam/findings/ignored';
import type { Boundary } from '../report/model';
import type { Request } from '../request/request';
import { remembering } from '../shared/memoize';
import { once } from '../shared/once';
import type { AnalyzerResult } from '../stack/access-analyzer';
import type { AwsSettings } from '../stack/aws';
import type { Obstacle } from '../stack/obstacles';
import type { Namesakes, RoleInIam, RoleName } from '../stack/role-in-iam';
import type { Left } from '../stack/wait-until-gone';

/**
 * What AWS is asked besides what the engine asks. Each is asked once, as soon as somebody wants to know, and what it takes is
 * loaded only then. What keeps AWS from an answer is said in it.
 */
export interface Asked {
  readonly analysis: () => Promise<AnalyzerResult>;
  /** Of the role of the plan, unless another one is named. */
  readonly inIam: (role?: RoleName) => Promise<RoleInIam>;
  /** The same, asked anew: others may have changed it since, as while a run waits for the stack. */
  readonly inIamNow: (role: RoleName) => Promise<RoleInIam>;
  /** What has the names of the plan's role and policy, whoever made it; asked anew each time. @throws what AWS answers */
  readonly namesakes: () => Promise<Namesakes>;
  /** What IAM still has of a role and its policy that were deleted. @throws what AWS answers */
  readonly leftAfterDeletion: (role: RoleName) => Promise<Left>;
  /** What a permissions boundary says, of the account or of AWS. */
  readonly boundary: (arn: string) => Promise<Boundary>;
  /** What AWS says to the access, where `verify` asks. */
  readonly verified: Verify;
  /** Nothing, where the command deletes nothing. Fails before a `destroy` that AWS does not let look. */
  readonly obstacles: (role?: RoleName) => Promise<readonly Obstacle[]>;
}

const NOT_ANALYZED: AnalyzerResult = { findings: [], notes: [] };

export function askAws(request: Request, plan: Plan, aws: AwsSettings): Asked {
  const { command, accessAnalyzer, boundaryFile, permissionsBoundary } = request;
  const planned: RoleName = { roleName: plan.component.args.name, policyArn: plan.policyArn };
  const { policy, trustPolicy } = plan.component.args;
  const inIamNow = async (role: RoleName) => {
    const { roleInIam } = await import('../stack/role-in-iam');
    return roleInIam(role, aws);
  };
  const inIam = ofRole(planned, inIamNow);
  const verify = once(async () => {
    const { verifier } = await import('./verify');
    return verifier(request, plan, aws);
  });
  return {
    inIam,
    inIamNow,
    async namesakes() {
      const { namesakesInIam } = await import('../stack/role-in-iam');
      return namesakesInIam(planned, plan.settings.ownership, aws);
    },
    async leftAfterDeletion(role) {
      const { waitUntilGone } = await import('../stack/wait-until-gone');
      return waitUntilGone(role, aws);
    },
    boundary: remembering(async (arn) => {
      const { policyInIam } = await import('../stack/role-in-iam');
      return boundaryFrom(arn, await policyInIam(arn, aws), arn === permissionsBoundary ? boundaryFile : undefined);
    }),
    analysis: once(async () => {
      if (!accessAnalyzer || !['preview', 'up'].includes(command)) return NOT_ANALYZED;
      const { analyzeRole } = await import('../stack/access-analyzer');
      const result = await analyzeRole({ permissions: policy, trust: trustPolicy }, { region: aws.region });
      return { ...result, findings: withIgnored(result.findings, plan.ignoredFindings) };
    }),
    async verified(access, done) {
      if (request.verify.length === 0 || !['preview', 'up'].includes(command)) return access;
      const verifying = await verify();
      return verifying(access, done);
    },
    obstacles: ofRole(planned, async (role) => {
      if (command !== 'up' && command !== 'destroy') return [];
      const { obstaclesToDeletion } = await import('../stack/obstacles');
      const obstacles = obstaclesToDeletion(role, inIam(role), aws);
      // Before everything is deleted this has to be known. An update seldom deletes, so it goes on without.
      return command === 'destroy' ? obstacles : obstacles.catch(() => []);
    }),
  };
}

/** Asks of the plan's role unless another one is named, and once of each. */
function ofRole<T>(planned: RoleName, ask: (role: RoleName) => Promise<T>): (role?: RoleName) => Promise<T> {
  const answer = remembering((roleName: string, policyArn: string) => ask({ roleName, policyArn }));
  return ({ roleName, policyArn } = planned) => answer(roleName, policyArn);
}
