import type { Plan } from './plan';
import type { Asking, Done } from './verify/asking';
import { provedDenials } from './verify/denials';
import { deployRoleOf } from './verify/deploy-role';
import { type Analyzer, analyzer, newAccess, publicAccess } from './verify/documents';
import { simulated } from './verify/simulation';
import { bySeverity } from '../iam/findings/finding';
import { findingsOfVerification } from '../iam/findings/findings';
import type { RoleReport, Verification } from '../report/model';
import type { Request } from '../request/request';
import type { AwsSettings } from '../stack/aws';

/** Adds what AWS says to an access of which all else is known. Each question is asked once, for each costs. */
export type Verify = (access: RoleReport, done: Done) => Promise<RoleReport>;

/**
 * @param aws for IAM; the analyzer is asked at its own address
 * @param pauses how long to wait, in milliseconds, before IAM is asked again about what it may not know of everywhere yet
 */
export function verifier(request: Request, plan: Plan, aws: AwsSettings, pauses = PAUSES): Verify {
  const asking = { request, plan, aws, pauses, analyzer: analyzer(aws) };
  return async (access, done) => {
    if (!access.assessment || request.verify.length === 0) return access;
    const verification = await verificationOf(access, done, asking);
    return withVerification(access, verification, plan);
  };
}

/** IAM takes some seconds to let all of AWS know of what is new. */
const PAUSES: readonly number[] = [2_000, 4_000, 8_000];

async function verificationOf(
  access: RoleReport,
  done: Done,
  asking: Asking & { readonly analyzer: Analyzer },
): Promise<Verification> {
  const { verify, command } = asking.request;
  const wants = (member: Request['verify'][number]) => verify.includes(member);
  const [noNewAccess, noPublicAccess, simulation, deployRole, denials] = await Promise.all([
    wants('no-new-access') ? newAccess(access, asking.analyzer) : undefined,
    wants('no-public-access') ? publicAccess(access, asking.analyzer) : undefined,
    wants('simulate') ? simulated(access, done, asking) : undefined,
    // The role that runs `up` finds out by itself.
    wants('deploy-role') && command === 'preview' ? deployRoleOf(access, done, asking) : undefined,
    wants('access-tests') ? provedDenials(access, asking) : undefined,
  ]);
  return {
    ...(noNewAccess && { noNewAccess }),
    ...(noPublicAccess && { noPublicAccess }),
    ...(simulation && { simulation }),
    ...(deployRole && { deployRole }),
    ...(denials && { denials }),
  };
}

function withVerification(access: RoleReport, verification: Verification, { ignoredFindings }: Plan): RoleReport {
  const { noPublicAccess, simulation } = verification;
  const findings = findingsOfVerification(
    {
      disagreements: simulation?.disagreements ?? [],
      publicBecause: noPublicAccess?.state === 'public' ? noPublicAccess.reasons : undefined,
    },
    { ignored: ignoredFindings },
  );
  const { assessment } = access;
  return {
    ...access,
    verification,
    assessment: assessment && { ...assessment, findings: bySeverity([...assessment.findings, ...findings]) },
  };
}
