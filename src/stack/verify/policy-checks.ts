import {
  AccessAnalyzerClient,
  type AccessCheckPolicyType,
  CheckAccessNotGrantedCommand,
  CheckNoNewAccessCommand,
  CheckNoPublicAccessCommand,
  type ReasonSummary,
} from '@aws-sdk/client-accessanalyzer';
import { whyNoAnswer } from './no-answer';
import type { Answered, CheckReason } from '../../iam/verify/check-answer';
import type { NewAccessQuestion } from '../../iam/verify/new-access';
import { type AwsSettings, clientConfig } from '../aws';

/** `trust` is the trust policy of a role. */
export type CheckedDocument = 'permissions' | 'trust';

/** A trust policy is the policy of a resource: of the role that it lets in to. */
const POLICY_TYPES: Readonly<Record<CheckedDocument, AccessCheckPolicyType>> = {
  permissions: 'IDENTITY_POLICY',
  trust: 'RESOURCE_POLICY',
};

/**
 * Asks AWS to prove that a document allows nothing that the one before it did not. It never throws: why there is no answer is
 * the answer.
 *
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html
 */
export function checkNoNewAccess(
  kind: CheckedDocument,
  { before, after }: NewAccessQuestion,
  settings: AwsSettings,
): Promise<Answered> {
  const policyType = POLICY_TYPES[kind];
  return check('CheckNoNewAccess', settings, (client) =>
    client.send(new CheckNoNewAccessCommand({ newPolicyDocument: after, existingPolicyDocument: before, policyType })),
  );
}

/**
 * Asks AWS to prove that a trust policy does not let everybody in. It never throws: why there is no answer is the answer.
 *
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html
 */
export function checkNoPublicAccess(trustPolicy: string, settings: AwsSettings): Promise<Answered> {
  return check('CheckNoPublicAccess', settings, (client) =>
    client.send(
      new CheckNoPublicAccessCommand({
        policyDocument: trustPolicy,
        resourceType: 'AWS::IAM::AssumeRolePolicyDocument',
      }),
    ),
  );
}

/**
 * Asks AWS to prove that a policy allows none of the actions on any of the resources. It never throws: why there is no answer is
 * the answer.
 *
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckAccessNotGranted.html
 *
 * @param access without resources, any resource is meant
 */
export function checkAccessNotGranted(
  policy: string,
  { actions, resources }: { readonly actions: readonly string[]; readonly resources?: readonly string[] },
  settings: AwsSettings,
): Promise<Answered> {
  const access = [{ actions: [...actions], ...(resources && { resources: [...resources] }) }];
  return check('CheckAccessNotGranted', settings, (client) =>
    client.send(
      new CheckAccessNotGrantedCommand({ policyDocument: policy, access, policyType: POLICY_TYPES.permissions }),
    ),
  );
}

/** The answer to a check, whichever it is. */
interface CheckResponse {
  readonly result?: string;
  readonly message?: string;
  readonly reasons?: readonly ReasonSummary[];
}

async function check(
  call: string,
  settings: AwsSettings,
  ask: (client: AccessAnalyzerClient) => Promise<CheckResponse>,
): Promise<Answered> {
  const client = new AccessAnalyzerClient(clientConfig(settings));
  try {
    const { result, message, reasons = [] } = await ask(client);
    if (result !== 'PASS' && result !== 'FAIL') return { why: `AWS answered ${call} neither with PASS nor with FAIL.` };
    if (result === 'PASS') return { result: 'pass', reasons: [] };
    const given = reasons.map(reasonOf);
    return { result: 'fail', reasons: given.length > 0 || !message ? given : [{ description: message }] };
  } catch (error) {
    const asking = { call, permission: `access-analyzer:${call}`, on: '*', signal: settings.signal };
    return { why: whyNoAnswer(error as Error, asking) };
  } finally {
    client.destroy();
  }
}

function reasonOf({ description = '', statementIndex, statementId }: ReasonSummary): CheckReason {
  const statement =
    statementIndex === undefined ? undefined : { index: statementIndex, ...(statementId && { sid: statementId }) };
  return { description, ...(statement && { statement }) };
}
