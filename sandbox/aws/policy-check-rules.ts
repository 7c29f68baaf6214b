import type {
  CheckAccessNotGrantedRequest,
  CheckNoNewAccessRequest,
  CheckNoPublicAccessRequest,
  ReasonSummary,
} from '@aws-sdk/client-accessanalyzer';
import type { PolicyDocument, Statement } from '../../src/iam/policy/document';

/** A request for a policy check. */
export type PolicyCheck =
  | { readonly operation: 'CheckNoNewAccess'; readonly input: CheckNoNewAccessRequest }
  | { readonly operation: 'CheckAccessNotGranted'; readonly input: CheckAccessNotGrantedRequest }
  | { readonly operation: 'CheckNoPublicAccess'; readonly input: CheckNoPublicAccessRequest };

export interface PolicyCheckResult {
  readonly result?: 'PASS' | 'FAIL';
  readonly message?: string;
  readonly reasons?: readonly ReasonSummary[];
}

/**
 * In place of AWS's automated reasoning, a rule for each check that anybody can follow:
 *
 * - no new access: each statement that allows is in the existing document as well, word for word, and each that denies there is
 *   still in the new one;
 * - access not granted: no statement that allows names one of the actions, or `*`;
 * - no public access: no statement without conditions allows something to `*`.
 */
export function checkByRule(check: PolicyCheck): PolicyCheckResult {
  switch (check.operation) {
    case 'CheckNoNewAccess': {
      const { newPolicyDocument, existingPolicyDocument } = check.input;
      return verdict(
        newPolicyDocument!,
        firstNew(statementsOf(newPolicyDocument!), statementsOf(existingPolicyDocument!)),
      );
    }
    case 'CheckAccessNotGranted': {
      const { policyDocument, access } = check.input;
      const actions = (access?.[0]?.actions ?? []).map((action) => action.toLowerCase());
      const names = ({ Effect, Action = [] }: Statement) =>
        Effect === 'Allow' &&
        [Action].flat().some((action) => action === '*' || actions.includes(String(action).toLowerCase()));
      return verdict(policyDocument!, statementsOf(policyDocument!).findIndex(names));
    }
    case 'CheckNoPublicAccess': {
      const { policyDocument } = check.input;
      return verdict(policyDocument!, statementsOf(policyDocument!).findIndex(isPublic));
    }
  }
}

function firstNew(statements: readonly Statement[], existing: readonly Statement[]): number {
  const texts = (all: readonly Statement[]) => new Set(all.map((statement) => JSON.stringify(statement)));
  const [before, after] = [texts(existing), texts(statements)];
  const isDenialGone = existing.some((each) => each.Effect === 'Deny' && !after.has(JSON.stringify(each)));
  return statements.findIndex((each) => each.Effect === 'Allow' && (isDenialGone || !before.has(JSON.stringify(each))));
}

function isPublic({ Effect, Principal, Condition }: Statement): boolean {
  const named = typeof Principal === 'object' ? [Principal.AWS ?? []].flat() : [Principal];
  return Effect === 'Allow' && Condition === undefined && named.includes('*');
}

function verdict(document: string, index: number): PolicyCheckResult {
  if (index === -1) return { result: 'PASS', message: 'The rule holds.', reasons: [] };
  const { Sid } = statementsOf(document)[index]!;
  const description = `The rule does not hold for the statement with index: ${index}.`;
  return {
    result: 'FAIL',
    message: 'The rule does not hold.',
    reasons: [{ description, statementIndex: index, ...(Sid && { statementId: Sid }) }],
  };
}

function statementsOf(document: string): readonly Statement[] {
  return [(JSON.parse(document) as PolicyDocument).Statement].flat();
}
