import { sizeOfDocument } from '../../aws/quota';
import { policyDocument } from '../../iam/generate/permissions/policy-document';
import type { PolicyDocument, Statement } from '../../iam/policy/document';
import type { Request } from '../../request/request';

/** Stands for an account that is known only where the documents are used. */
export const SOME_ACCOUNT = '000000000000';

/** How a tool writes, within a text, what is not the text itself. */
export interface Notation {
  /** The account, which only the tool knows. */
  readonly account: string;
  /** A `${` that the tool is to leave alone. */
  readonly literal: string;
}

/**
 * The policy that bounds the model's role: what its own policy is to allow, and nothing of IAM. So whoever may write that
 * policy gets no more from it than an administrator has agreed to.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryDocument(request: Request, { account, literal }: Notation): PolicyDocument {
  const json = JSON.stringify(documentIn(request, SOME_ACCOUNT));
  // Statements of the user's may have variables of IAM in them.
  return JSON.parse(json.replaceAll('${', () => literal).replaceAll(SOME_ACCOUNT, () => account)) as PolicyDocument;
}

/** In characters, as AWS counts them. */
export function boundarySize(request: Request): number {
  return sizeOfDocument(JSON.stringify(documentIn(request, SOME_ACCOUNT)));
}

function documentIn({ target, permissions, extraStatements }: Request, account: string): PolicyDocument {
  return policyDocument({ ...target, account }, permissions, [...extraStatements, ...nothingOfIam(target)]);
}

/** But for the one role that may be passed on, where the permission sets have one. */
function nothingOfIam({ executionRole }: Request['target']): Statement[] {
  if (!executionRole) return [{ Effect: 'Deny', Action: ['iam:*'], Resource: '*' }];
  return [
    { Effect: 'Deny', Action: ['iam:*'], NotResource: [executionRole] },
    { Effect: 'Deny', NotAction: ['iam:PassRole'], Resource: [executionRole] },
  ];
}
